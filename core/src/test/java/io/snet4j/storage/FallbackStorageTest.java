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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FallbackStorageTest {
    private static final byte[] HELLO = "hello world".getBytes(UTF_8);
    private static final Cid CID = Cid.ofRaw(HELLO);
    private static final URI PIECE = URI.create("filecoin://baga6ea4seaq");

    private final ContentServer node = new ContentServer();
    private final ContentServer gateway = new ContentServer();
    private final Storage storage = Storage.of(List.of(node.uri(""), gateway.uri("/ipfs/")), Duration.ofSeconds(20));

    @AfterEach
    void stop() {
        node.close();
        gateway.close();
    }

    private void gives(ContentServer source, byte[] content) {
        source.on(source == node ? "/api/v0/block/get?arg=" + CID : "/ipfs/" + CID + "?format=raw", content);
    }

    @Test
    void aSourceWhosePathEndsInIpfsIsAGatewayAndEveryOtherANode() {
        gives(gateway, HELLO);

        assertThat(storage.fetch(CID.toUri())).isEqualTo(HELLO);
        assertThat(node.requests()).containsExactly("POST /api/v0/block/get?arg=" + CID);
        assertThat(gateway.requests()).containsExactly("GET /ipfs/" + CID + "?format=raw");
        assertThat(List.of("https://a.example/ipfs", "https://a.example/x/ipfs/"))
                .allMatch(endpoint -> GatewayStorage.isGateway(URI.create(endpoint)));
        assertThat(List.of("https://ipfs.example", "https://ipfs.example:5001/", "https://a.example/ipfs/api"))
                .noneMatch(endpoint -> GatewayStorage.isGateway(URI.create(endpoint)));
    }

    @Test
    void theFirstThatHasTheContentIsTheLastThatIsAsked() {
        gives(node, HELLO);

        assertThat(storage.fetch(CID.toUri())).isEqualTo(HELLO);
        assertThat(gateway.requests()).isEmpty();
    }

    // Guard: BlockSource.require; without it the first answer would do.
    @Tag("D18")
    @Test
    void afterWrongBytesTheNextIsAsked() {
        gives(node, "hello World".getBytes(UTF_8));
        gives(gateway, HELLO);

        assertThat(storage.fetch(CID.toUri())).isEqualTo(HELLO);
    }

    @Test
    void aLimitForOneContentIsThatOfEachSourceAndNoBlockIsFetchedBeyondIt() {
        byte[] content = new byte[300_000];
        Cid tree = Cid.of(content);
        for (UnixFs.Block block : UnixFs.blocks(content)) {
            node.on("/api/v0/block/get?arg=" + block.cid(), block.bytes());
            gateway.on("/ipfs/" + block.cid() + "?format=raw", block.bytes());
        }

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> storage.fetch(tree.toUri(), 299_999))
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(2).allSatisfy(one -> assertThat(one)
                        .hasMessageContaining("(300000 bytes); at most 292.97 KiB (299999 bytes) are read")));
        assertThat(node.requests()).containsExactly("POST /api/v0/block/get?arg=" + tree);
        assertThat(gateway.requests()).containsExactly("GET /ipfs/" + tree + "?format=raw");
        assertThat(storage.fetch(tree.toUri(), 300_000)).isEqualTo(content);
    }

    @Test
    void whatIsKeptInMemoryIsNotGivenBeyondTheLimitEither() {
        gives(node, HELLO);
        Storage cached = Storage.cached(storage, 1000);
        assertThat(cached.fetch(CID.toUri(), HELLO.length)).isEqualTo(HELLO);
        assertThat(cached.fetch(CID.toUri(), HELLO.length)).isEqualTo(HELLO);
        assertThat(node.requests()).hasSize(1);

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> cached.fetch(CID.toUri(), HELLO.length - 1))
                .withMessageContaining("11 bytes; at most 10");
    }

    @Test
    void ifAllFailEachIsNamed() {
        gives(node, "hello World".getBytes(UTF_8));

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> storage.fetch(CID.toUri()))
                .withMessageStartingWith("none of 2 sources gave " + CID.toUri())
                .withMessageContaining("the IPFS node at " + node.uri("") + " gave other bytes")
                .withMessageContaining("the gateway at " + gateway.uri("") + " does not give");
    }

    @Test
    void whatCannotBeCheckedIsStillMarked() {
        gateway.on("/ipfs/" + PIECE.getAuthority(), HELLO);

        assertThat(storage.read(PIECE).verification()).isEqualTo(Verification.NONE);
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> storage.fetch(PIECE));
    }

    @Test
    void withoutAnySourceNothingIsBuilt() {
        assertThatIllegalArgumentException().isThrownBy(() -> Storage.of(List.of(), Duration.ofSeconds(1)));
    }

    @Test
    void verifiedContentIsKeptAndHandedOutAsACopy() {
        gives(node, HELLO);
        Storage cached = Storage.cached(storage, 100);

        cached.fetch(CID.toUri())[0] = 0;

        assertThat(cached.fetch(CID.toUri())).isEqualTo(HELLO);
        cached.fetch(CID.toUri())[0] = 0;
        assertThat(cached.read(CID.toUri()).bytes()).isEqualTo(HELLO);
        assertThat(node.requests()).hasSize(1);
    }

    @Test
    void whatIsNotVerifiedOrTooLargeIsAskedForAgain() {
        gives(node, HELLO);
        gateway.on("/ipfs/" + PIECE.getAuthority(), HELLO);
        Storage small = Storage.cached(storage, HELLO.length - 1);

        for (int i = 0; i < 2; i++) {
            small.fetch(CID.toUri());
            small.read(PIECE);
        }

        assertThat(node.requests()).hasSize(2);
        assertThat(gateway.requests()).hasSize(2);
    }

    @Test
    void whatWasNotAskedForLongestIsDroppedFirst() {
        byte[][] contents = {"first".getBytes(UTF_8), "other".getBytes(UTF_8), "third".getBytes(UTF_8)};
        URI[] uris = new URI[contents.length];
        for (int i = 0; i < contents.length; i++) {
            uris[i] = Cid.ofRaw(contents[i]).toUri();
            node.on("/api/v0/block/get?arg=" + uris[i].getAuthority(), contents[i]);
        }
        Storage cached = Storage.cached(storage, 10);

        cached.fetch(uris[0]);
        cached.fetch(uris[1]);
        cached.fetch(uris[0]);
        cached.fetch(uris[2]);
        cached.fetch(uris[0]);
        assertThat(node.requests()).hasSize(3);

        cached.fetch(uris[1]);
        assertThat(node.requests()).hasSize(4);
    }
}
