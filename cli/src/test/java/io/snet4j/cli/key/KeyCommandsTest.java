package io.snet4j.cli.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.cli.Cli;
import io.snet4j.cli.TestKeystore;
import io.snet4j.identity.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyCommandsTest {
    private static final String KEY = "00".repeat(31) + "a1";
    private static final String WORDS = "test test test test test test test test test test test junk";
    private static final List<String> PASSWORDS = List.of("secret:one two", "secret:one two");

    private final Path home;
    private final Path files;
    private final Cli cli;

    KeyCommandsTest(@TempDir Path home, @TempDir Path files) {
        this.home = home;
        this.files = files;
        cli = new Cli(home);
    }

    private Path file(String name) {
        return home.resolve(".config/snet4j/keys/" + name + ".json");
    }

    private void importFile(String name) throws IOException {
        cli.with("SNET4J_KEYSTORE_PASSWORD_FILE", TestKeystore.password(files).toString());
        cli.run("key", "import", name, "--keystore", TestKeystore.in(files).toString())
                .ok();
    }

    @Test
    void aNewKeysWordsAreShownOnceAndLeadToIt() throws IOException {
        var run = cli.typing(PASSWORDS, "key", "new", "savings").ok();

        String words = Pattern.compile("\\d+ ([a-z]+)")
                .matcher(run.err())
                .results()
                .map(word -> word.group(1))
                .collect(Collectors.joining(" "));
        String address = Identity.ofMnemonic(words).address().toString();
        assertThat(run.out()).contains(address).doesNotContain(words.substring(0, words.indexOf(' ')) + " ");
        assertThat(Identity.ofKeystore(file("savings"), "one two".toCharArray()).address())
                .hasToString(address);
        assertThat(Files.getPosixFilePermissions(file("savings")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(cli.json("key", "show").path("address").asText()).isEqualTo(address);
    }

    @Test
    void withoutATerminalWordsCannotBeShown() throws IOException {
        cli.with("SNET4J_KEYSTORE_PASSWORD_FILE", TestKeystore.password(files).toString());
        cli.run("key", "new", "robot").failed(3, "--no-mnemonic");
        assertThat(home).isEmptyDirectory();

        var made = cli.json("key", "new", "robot", "--no-mnemonic");

        assertThat(made.path("used").asBoolean()).isTrue();
        assertThat(made.path("file").asText()).isEqualTo(file("robot").toString());
    }

    @Test
    void aPasswordIsTypedTwiceAndIsNotEmpty() {
        cli.typing(List.of("secret:one", "secret:two"), "key", "new", "savings")
                .failed(3, "differ", "nothing was written");
        cli.typing(List.of("secret:", "secret:"), "key", "new", "savings").failed(3, "empty password");
        cli.run("key", "new", "savings", "--no-mnemonic").failed(3, "SNET4J_KEYSTORE_PASSWORD_FILE");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void aPrivateKeyIsTypedAndKeptEncrypted() throws IOException {
        var run = cli.typing(List.of("secret:0x" + KEY, PASSWORDS.get(0), PASSWORDS.get(1)), "key", "import", "savings")
                .ok();

        assertThat(run.out()).contains(Identity.ofPrivateKey(KEY).address().toString());
        assertThat(file("savings")).content().doesNotContain(KEY);
    }

    @Test
    void aMnemonicComesFromStandardInputAndOneOfItsKeysIsKept() throws IOException {
        cli.with("SNET4J_KEYSTORE_PASSWORD_FILE", TestKeystore.password(files).toString());
        String path = "m/44'/60'/0'/0/1";

        var run = cli.piped(List.of(WORDS), "key", "import", "second", "--path", path)
                .ok();

        assertThat(run.out())
                .contains(Identity.ofMnemonic(WORDS, path).address().toString());
    }

    @Test
    void whatIsNoKeyIsRefusedBeforeAPasswordIsAskedForAndNotRepeated() {
        for (String typed : List.of("f00dface", WORDS.replace("junk", "test"), "words that nobody lists")) {
            var run = cli.typing(List.of("secret:" + typed), "key", "import", "savings");
            run.failed(3, "nothing was written");
            assertThat(run.err() + run.out()).doesNotContain("f00d", "junk", "nobody");
        }
        cli.typing(List.of("secret:" + KEY), "key", "import", "savings", "--path", "m/0")
                .failed(2, "--path");
        cli.piped(List.of("x".repeat(5000)), "key", "import", "savings").failed(3, "more than a key");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void aFileOfAnotherWalletKeepsItsPasswordAndGetsItsAddress() throws IOException {
        importFile("old");

        assertThat(cli.run("key", "list").ok().out()).contains("*  old  " + TestKeystore.ADDRESS);
        assertThat(Identity.ofKeystore(file("old"), TestKeystore.PASSWORD.toCharArray())
                        .address())
                .hasToString(TestKeystore.ADDRESS);
        assertThat(Files.getPosixFilePermissions(file("old"))).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aWrongPasswordOfAFileIsRefused() throws IOException {
        String file = TestKeystore.in(files).toString();
        cli.typing(List.of("secret:wrong"), "key", "import", "old", "--keystore", file)
                .failed(3, "password", "wrong");
        cli.run("key", "import", "old", "--keystore", file, "--path", "m/0").failed(2, "--path");
    }

    @Test
    void theFirstKeyIsUsedUntilAnotherIsChosen() throws IOException {
        importFile("one");
        importFile("two");
        assertThat(cli.json("key", "show").path("name").asText()).isEqualTo("one");

        assertThat(cli.run("key", "use", "two").ok().out()).contains("two", TestKeystore.ADDRESS);

        var keys = cli.json("key", "list").path("keys");
        assertThat(keys).hasSize(2);
        assertThat(keys.get(1).path("used").asBoolean()).isTrue();
        assertThat(cli.json("key", "show", "one").path("used").asBoolean()).isFalse();
    }

    @Test
    void namesThatAreTakenMissingOrNoneAreToldApart() throws IOException {
        cli.run("key", "show").failed(4, "key new");
        assertThat(cli.run("key", "list").ok().err()).contains("key new NAME");
        importFile("one");

        cli.run("key", "use", "two").failed(4, "no key two", "[one]");
        cli.run("key", "show", "two").failed(4, "no key two");
        cli.run("key", "new", "one", "--no-mnemonic").failed(3, "a key one already");
        cli.run("key", "import", "one").failed(3, "a key one already");
        cli.run("key", "new", KEY).failed(3, "no name of a key");
        cli.run("key", "new").failed(2, "NAME");
        cli.run("key").failed(2, "a command is missing");
    }
}
