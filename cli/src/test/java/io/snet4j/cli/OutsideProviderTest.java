package io.snet4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong is said before anything starts; docs/provider.md is run with what is right. */
class OutsideProviderTest {
    private static final String PROVIDER = "http://127.0.0.1:7003";

    private final Path home;
    private final Cli cli;

    OutsideProviderTest(@TempDir Path home) {
        this.home = home;
        cli = new Cli(home);
    }

    private Cli.Run devnet(Path proto, String provider) {
        return cli.run(
                "devnet",
                "--organization",
                "my-org",
                "--service",
                "my-service",
                "--proto",
                proto.toString(),
                "--provider",
                provider);
    }

    @Test
    void aServiceOfOnesOwnTakesAllFourOptions() {
        cli.run("devnet", "--organization", "my-org", "--provider", PROVIDER).failed(2, "--proto", "--service");
    }

    @Test
    void aProtoFileThatIsNotThereIsRefused() {
        devnet(home.resolve("none.proto"), PROVIDER).failed(3, "there is no file", "none.proto");
    }

    @Test
    void aProtoFileThatCannotBeReadIsRefused() throws IOException {
        Path proto = Files.writeString(home.resolve("half.proto"), "syntax = \"proto3\"; message {");

        devnet(proto, PROVIDER).failed(3, "half.proto");
    }

    @Test
    void aProviderWithoutItsSchemeIsWrongUsage() throws IOException {
        Path proto = Files.writeString(
                home.resolve("one.proto"), "syntax = \"proto3\"; message M {} service S { rpc m(M) returns (M); }");

        devnet(proto, "127.0.0.1:7003").failed(2, "--provider");
        devnet(proto, "http://127.0.0.1").failed(2, "--provider is http://127.0.0.1; expected");
    }
}
