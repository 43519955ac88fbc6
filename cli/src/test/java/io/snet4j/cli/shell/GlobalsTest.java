package io.snet4j.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class GlobalsTest {
    private static String words(String... typed) {
        Globals globals = new Globals();
        new CommandLine(globals).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(typed);
        return ShellWords.line(globals.words());
    }

    @Test
    void whatWasTypedIsShownToBeTypedAgain() {
        assertThat(words("--json", "--key", "mine", "--profile=test", "--rpc", "http://127.0.0.1:8545"))
                .isEqualTo("--profile test --rpc http://127.0.0.1:8545 --key mine --json");
        assertThat(words("--storage", "https://a.example/ipfs/,https://b.example"))
                .isEqualTo("--storage https://a.example/ipfs/,https://b.example");
    }

    @Test
    void aUriThatMayHoldAKeyIsNot() {
        assertThat(words("--rpc", "https://rpc.example/v3/0123abcd")).isEqualTo("--rpc URI");
        assertThat(words("--storage", "https://user:word@b.example/ipfs/")).isEqualTo("--storage URIS");
    }
}
