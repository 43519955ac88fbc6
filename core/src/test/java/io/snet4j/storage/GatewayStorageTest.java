package io.snet4j.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.snet4j.errors.StorageException;
import io.snet4j.testing.ContentServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayStorageTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final byte[] HELLO = "hello world".getBytes(UTF_8);
    private static final URI PIECE =
            URI.create("filecoin://baga6ea4seaqao7s73y24kcutaosvacpdjgfe5pw76ooefnyqw4ynr3d2y6x2mpq");

    private final ContentServer server = new ContentServer();
    private final Storage storage = Storage.gateway(server.uri("/ipfs/"), TIMEOUT, 3 << 20);

    @AfterEach
    void stop() {
        server.close();
    }

    private static byte[] content(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }

    private static Cid rootOf(List<UnixFs.Block> blocks) {
        return blocks.get(blocks.size() - 1).cid();
    }

    private static String raw(Cid cid) {
        return "/ipfs/" + cid + "?format=raw";
    }

    @ParameterizedTest
    @CsvSource({"0, 174, false", "11, 174, false", "300000, 174, false", "700000, 2, false", "700000, 2, true"})
    void aFileIsReadBlockByBlockHoweverItWasCut(int size, int links, boolean rawLeaves) {
        byte[] content = content(size);
        List<UnixFs.Block> blocks = UnixFs.blocks(new Layout(100_000, links, rawLeaves), content);
        blocks.forEach(block -> server.on(raw(block.cid()), block.bytes()));

        assertThat(storage.fetch(rootOf(blocks).toUri())).isEqualTo(content);
        assertThat(server.requests()).hasSize(blocks.size()).allMatch(request -> request.startsWith("GET /ipfs/"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 262144, 174, false",
        "300000, 262144, 174, false",
        "300000, 262144, 174, true",
        "2500000, 1048576, 1024, true"
    })
    void aGatewayThatGivesFilesOnlyIsBelievedIfTheyAreCutAsUsual(int size, int chunk, int links, boolean rawLeaves) {
        byte[] content = content(size);
        Cid cid = new Layout(chunk, links, rawLeaves).root(content);
        server.on(raw(cid), content);

        assertThat(storage.fetch(cid.toUri())).isEqualTo(content);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 406, 410, 415, 500, 501})
    void aGatewayThatRefusesBlocksIsAskedForTheFile(int status) {
        Cid cid = Cid.of(HELLO);
        server.on(raw(cid), status, "no such format".getBytes(UTF_8)).on("/ipfs/" + cid, HELLO);

        assertThat(storage.fetch(cid.toUri())).isEqualTo(HELLO);
        assertThat(server.requests()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void aGatewayThatIsBusyIsAskedAgain(int status) {
        Cid cid = Cid.ofRaw(HELLO);
        server.on(raw(cid), HELLO).refusing(raw(cid), status, 1);

        assertThat(storage.fetch(cid.toUri())).isEqualTo(HELLO);
        assertThat(server.requests()).containsExactly("GET " + raw(cid), "GET " + raw(cid));
    }

    @Test
    void allFormsOfAllSourcesAreAskedForBeforeGivingUp() {
        Cid cid = Cid.ofRaw(HELLO);
        server.on(raw(cid), 410, HELLO).on("/ipfs/" + cid, 403, HELLO);
        try (ContentServer other = new ContentServer();
                Storage both = Storage.of(List.of(server.uri("/ipfs/"), other.uri("/ipfs/")), TIMEOUT)) {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> both.fetch(cid.toUri()))
                    .withMessageContaining("as a block: HTTP 410")
                    .withMessageContaining("HTTP 403");
            assertThat(server.requests()).hasSize(2);
            assertThat(other.requests()).hasSize(2);

            other.on("/ipfs/" + cid, HELLO);
            assertThat(both.fetch(cid.toUri())).isEqualTo(HELLO);
        }
    }

    // Guards: Layout.names for files and Cid.names for blocks, in GatewayStorage.file.
    @Tag("D18")
    @Test
    void otherBytesThanWereHashedAreRefused() {
        byte[] forged = "hello World".getBytes(UTF_8);
        server.on(raw(Cid.ofRaw(HELLO)), forged).on(raw(Cid.of(HELLO)), forged);

        for (Cid cid : List.of(Cid.ofRaw(HELLO), Cid.of(HELLO))) {
            for (String scheme : List.of("ipfs://", "filecoin://")) {
                assertThatExceptionOfType(StorageException.class)
                        .isThrownBy(() -> storage.fetch(URI.create(scheme + cid)))
                        .withMessageContaining("the gateway at " + server.uri(""))
                        .withMessageContaining("gave other bytes for " + scheme + cid);
            }
        }
    }

    @Test
    void aGatewayOnThisMachineMayRedirectWithinIt() {
        Cid cid = Cid.ofRaw(HELLO);
        server.on(raw(cid), 302, server.uri("/moved").toString().getBytes(UTF_8))
                .on("/moved", HELLO);

        assertThat(storage.fetch(cid.toUri())).isEqualTo(HELLO);
    }

    @ParameterizedTest
    @CsvSource({
        "http://169.254.169.254/latest/meta-data/, link-local",
        "https://10.0.0.1:2379/, private",
        "http://[fd00::1]/, unique-local",
    })
    void aRedirectIntoAPrivateNetworkIsRefusedUnlessThatIsAllowed(String place, String kind) {
        Cid cid = Cid.ofRaw(HELLO);
        server.on(raw(cid), 307, place.getBytes(UTF_8));

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> storage.fetch(cid.toUri()))
                .withMessageContaining(server.uri("").toString())
                .withMessageContaining("leads to " + URI.create(place).getHost().replace("[fd00::1]", "fd00:"))
                .withMessageContaining(kind)
                .withMessageContaining("SNET4J_ALLOW_PRIVATE_ENDPOINTS");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aRedirectIsFollowedAnywhereWhereThatIsAllowed() {
        // Of a name, so that it is not the gateway itself; nothing listens there.
        Cid cid = Cid.ofRaw(HELLO);
        server.on(raw(cid), 302, "http://0.0.0.1:1/".getBytes(UTF_8));
        try (Storage open =
                Storage.of(List.of(server.uri("/ipfs/")), TIMEOUT, io.snet4j.observe.SnetListener.none(), true)) {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> open.fetch(cid.toUri()))
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("leads to"));
        }
    }

    @Test
    void contentWithoutAHashIsMarkedAndNeverPassesForVerified() {
        server.on("/ipfs/" + PIECE.getAuthority(), HELLO);

        Content content = storage.read(PIECE);

        assertThat(content.bytes()).isEqualTo(HELLO);
        assertThat(content.verification()).isEqualTo(Verification.NONE);
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> storage.fetch(PIECE))
                .withMessageContaining("cannot be checked");
    }

    @Test
    void contentThatIsHashedIsVerifiedWhicheverWayItIsRead() {
        server.on(raw(Cid.ofRaw(HELLO)), HELLO);

        assertThat(storage.read(Cid.ofRaw(HELLO).toUri()).isVerified()).isTrue();
    }

    @Test
    void redirectsAreFollowed() {
        Cid cid = Cid.ofRaw(HELLO);
        server.on(raw(cid), 301, server.uri("/elsewhere").toString().getBytes(UTF_8))
                .on("/elsewhere", HELLO);

        assertThat(storage.fetch(cid.toUri())).isEqualTo(HELLO);
    }

    @Test
    void contentAboveTheLimitIsRefused() {
        byte[] large = content((3 << 20) + 1);
        Cid raw = Cid.ofRaw(large);
        Cid tree = Cid.of(large);
        server.on(raw(raw), large).on(raw(tree), large);

        for (Cid cid : List.of(raw, tree)) {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> storage.fetch(cid.toUri()))
                    .withMessageContaining(large.length + " bytes); at most 3 MiB are read");
        }
    }

    @Test
    void whatTheGatewaySaysIsInTheMessage() {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> storage.fetch(Cid.of(HELLO).toUri()))
                .withMessageContaining("HTTP 404: not found");
    }

    @Test
    void anEndpointIsAnHttpUri() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Storage.gateway(URI.create("ipfs.io/ipfs"), TIMEOUT, 1))
                .withMessageContaining("not ipfs.io/…");
    }
}
