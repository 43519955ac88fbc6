package io.snet4j.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.snet4j.chain.Chain;
import io.snet4j.errors.MetadataException;
import io.snet4j.errors.ServiceNotFoundException;
import io.snet4j.errors.StorageException;
import io.snet4j.internal.archive.TarGz;
import io.snet4j.storage.Cid;
import io.snet4j.storage.Storage;
import io.snet4j.testing.ContentServer;
import io.snet4j.testing.ScriptedNode;
import io.snet4j.testing.Vectors;
import io.snet4j.value.Address;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What needs no contract; reading and publishing for real is tested where there is a chain. */
class RegistryTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Address CONTRACT = Vectors.address(Vectors.ALL.at("/on_chain/addresses/registry"));
    private static final String WORD = "%064x";

    private static final byte[] SERVICE = MetadataDamageTest.SERVICE.getBytes(StandardCharsets.UTF_8);

    private final ScriptedNode node = new ScriptedNode();
    private final Chain chain = Chain.connect(node.uri(), TIMEOUT);
    private final Storage storage = Storage.ipfs(URI.create("http://127.0.0.1:1"), TIMEOUT);
    private final Registry registry = new Registry(chain, CONTRACT, storage);

    @AfterEach
    void close() {
        chain.close();
        node.close();
    }

    /** (found, id, uri, …) with the URI at {@code offset} as its only dynamic value that is not empty. */
    private static String serviceAnswer(boolean found, String uri) {
        byte[] bytes = uri.getBytes(StandardCharsets.UTF_8);
        return "\"0x" + WORD.formatted(found ? 1 : 0) + WORD.formatted(0) + WORD.formatted(96)
                + WORD.formatted(bytes.length) + HexFormat.of().formatHex(bytes)
                + "00".repeat(Math.floorMod(-bytes.length, 32)) + "\"";
    }

    @Test
    void whatTheContractDoesNotKnowIsNotFound() {
        node.on("eth_call", serviceAnswer(false, ""));

        assertThatExceptionOfType(ServiceNotFoundException.class)
                .isThrownBy(() -> registry.service("example", "digits"))
                .withMessage("the Registry at " + CONTRACT + " knows no service \"example/digits\"");
    }

    @Test
    void aMetadataUriThatCannotBeReadIsNamed() {
        node.on("eth_call", serviceAnswer(true, "ftp://bafkrei"));

        assertThatExceptionOfType(MetadataException.class)
                .isThrownBy(() -> registry.service("example", "digits"))
                .withMessageContaining("service \"example/digits\"")
                .withMessageContaining("ftp://bafkrei");
    }

    @Test
    void anIdThatCannotBeRegisteredIsRefusedWithoutAsking() {
        assertThatIllegalArgumentException().isThrownBy(() -> registry.organization(""));
        assertThatIllegalArgumentException().isThrownBy(() -> registry.service("example", "x".repeat(33)));
        assertThat(node.requests("eth_call")).isEmpty();
    }

    @Test
    void whatTheContractSaysHoldsForTheTimeGivenAndUntilItIsRefreshed() {
        node.on("eth_call", serviceAnswer(true, "ipfs://" + Cid.ofRaw(SERVICE)));
        AtomicLong clock = new AtomicLong();
        List<URI> fetched = new ArrayList<>();
        Registry remembering = new Registry(
                chain,
                CONTRACT,
                uri -> {
                    fetched.add(uri);
                    return SERVICE;
                },
                Duration.ofMinutes(5),
                clock::get);

        remembering.service("example", "digits");
        clock.set(Duration.ofMinutes(5).toNanos() - 1);
        remembering.service("example", "digits");
        assertThat(node.requests("eth_call")).hasSize(1);

        clock.incrementAndGet();
        remembering.service("example", "digits");
        assertThat(node.requests("eth_call")).hasSize(2);

        remembering.refresh();
        remembering.service("example", "digits");
        assertThat(node.requests("eth_call")).hasSize(3);
        assertThat(fetched).hasSize(4).containsOnly(Cid.ofRaw(SERVICE).toUri());
    }

    @Test
    void whatIsNotThereIsAskedForAgain() {
        node.on("eth_call", serviceAnswer(false, ""));
        Registry remembering = new Registry(chain, CONTRACT, storage, Duration.ofMinutes(5));

        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(ServiceNotFoundException.class)
                    .isThrownBy(() -> remembering.service("example", "digits"));
        }
        assertThat(node.requests("eth_call")).hasSize(2);
    }

    @Test
    void anApiWhoseNameCannotBeCheckedIsRefusedUnlessItsSourcesAreTrusted() {
        Service service = ServiceMetadata.read(
                "example",
                "digits",
                MetadataDamageTest.SERVICE
                        .replace("ipfs://Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD", "filecoin://baga6ea4seaq")
                        .getBytes(StandardCharsets.UTF_8));
        byte[] archive = TarGz.of(Map.of("a.proto", "text"));

        try (ContentServer gateway = new ContentServer()) {
            gateway.on("/ipfs/baga6ea4seaq", archive);
            Storage careful = Storage.of(List.of(gateway.uri("/ipfs/")), TIMEOUT);
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> new Registry(chain, CONTRACT, careful).protoFiles(service))
                    .withMessageContaining("filecoin://baga6ea4seaq cannot be checked");
            assertThat(new Registry(chain, CONTRACT, Storage.trusting(careful)).protoFiles(service))
                    .containsExactly(new ProtoFile("a.proto", "text"));
        }
    }

    @Test
    void anApiWithoutAnyNameThatCanBeReadIsThePublishersMatter() {
        Service service = ServiceMetadata.read(
                "example",
                "digits",
                MetadataDamageTest.SERVICE
                        .replace("Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD", "QmDamaged")
                        .getBytes(StandardCharsets.UTF_8));

        assertThatExceptionOfType(MetadataException.class)
                .isThrownBy(() -> registry.protoFiles(service))
                .withMessageContaining("the URI of the API of service \"example/digits\" is \"ipfs://QmDamaged\"");
    }
}
