package io.snet4j.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.FileDescriptor;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.devnet.HostContext;
import io.snet4j.devnet.HostedService;
import io.snet4j.junit.TestNetwork;
import io.snet4j.junit.TestSession;
import io.snet4j.wire.training.TrainingProto;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProtoMojoIT {
    private static final String TEXT =
            """
            syntax = "proto3";
            package art;
            import "training.proto";
            message Wish { training.ModelID model = 1; }
            service Painter { rpc paint(Wish) returns (Wish); }
            """;

    private static TestSession session;

    private final Path folder;

    ProtoMojoIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeAll
    static void start() {
        session = TestNetwork.shared().session(new Painter()).start();
    }

    @AfterAll
    static void stop() {
        session.close();
    }

    /** Publishes, and is never called. */
    private static final class Painter implements HostedService {
        @Override
        public String serviceId() {
            return "painter";
        }

        @Override
        public String displayName() {
            return "Painter";
        }

        @Override
        public Map<String, String> protoFiles() {
            return Map.of("art.proto", TEXT);
        }

        @Override
        public FileDescriptor descriptor() {
            return TrainingProto.getDescriptor();
        }

        @Override
        public Running start(HostContext context) {
            return new Running() {
                @Override
                public URI serviceUrl() {
                    return URI.create("http://127.0.0.1:" + context.port());
                }

                @Override
                public void close() {}
            };
        }
    }

    private ProtoMojo mojo() {
        DevnetConnection net = session.connection();
        ProtoMojo mojo = new ProtoMojo();
        mojo.organization = net.orgId();
        mojo.service = net.serviceId();
        mojo.network = "local";
        mojo.registry = net.contracts().registry().toString();
        mojo.chainId = net.chainId();
        mojo.rpc = net.rpcUrl();
        mojo.storage = List.of(net.ipfsUrl());
        mojo.outputDirectory = folder.resolve("proto").toFile();
        mojo.timeout = 30;
        return mojo;
    }

    private String text() throws IOException {
        return Files.readString(folder.resolve("proto/art.proto"));
    }

    @Test
    void theFilesAreFetchedOnceAndUsedOffline() throws Exception {
        mojo().execute();
        assertThat(text()).isEqualTo(TEXT);

        ProtoMojo second = mojo();
        // Nobody listens there.
        second.offline = true;
        second.rpc = URI.create("http://127.0.0.1:9");
        second.execute();
        assertThat(text()).isEqualTo(TEXT);

        Files.delete(folder.resolve("proto/art.proto"));
        assertThatThrownBy(second::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("offline");
        mojo().execute();
        assertThat(text()).isEqualTo(TEXT);
    }

    @Test
    void whatIsNotThereIsNamed() {
        ProtoMojo nobody = mojo();
        nobody.service = "nobody";
        assertThatThrownBy(nobody::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("nobody");

        ProtoMojo elsewhere = mojo();
        elsewhere.chainId = 1L;
        assertThatThrownBy(elsewhere::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("is on chain " + session.connection().chainId() + ", the network's is 1");
        assertThat(folder.resolve("proto")).doesNotExist();
    }

    @Test
    void aSkippedGoalDoesNothing() throws Exception {
        ProtoMojo skipped = mojo();
        skipped.skip = true;
        skipped.execute();

        assertThat(folder.resolve("proto")).doesNotExist();
    }
}
