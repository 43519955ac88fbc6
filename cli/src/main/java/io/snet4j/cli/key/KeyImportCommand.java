package io.snet4j.cli.key;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.Passwords;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.settings.KeystoreText;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import io.snet4j.cli.shell.RefusedException;
import io.snet4j.identity.Identity;
import io.snet4j.identity.Keystores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code snet4j key import}. */
@Command(
        name = "import",
        description = {
            "Keeps a key that there is already: a private key, a mnemonic or a file.",
            "",
            "A private key or a mnemonic is asked for at the terminal, or read from standard input; arguments stay in a"
                    + " shell's history. The password for it is a new one. A file keeps the password that it has."
        },
        footer = {
            "",
            "Examples:",
            "  snet4j key import savings",
            "  snet4j key import second --path \"m/44'/60'/0'/0/1\"",
        })
@Printed(ShownKey.class)
final class KeyImportCommand extends SnetCommand {
    /** More than the longest mnemonic. */
    private static final int MOST_BYTES = 4096;

    @Parameters(index = "0", paramLabel = "NAME", description = "What the key is called here.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String name;

    @Option(
            names = "--keystore",
            paramLabel = "FILE",
            description = "An encrypted file of another wallet (Web3 Secret Storage, version 3).")
    private @Nullable Path keystore;

    @Option(
            names = "--path",
            paramLabel = "PATH",
            description = "Which of a mnemonic's keys. Default: the first that wallets show, m/44'/60'/0'/0/0.")
    private @Nullable String path;

    KeyImportCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        var keys = context().keys();
        keys.requireFree(name);
        keys.add(name, keystore == null ? typed() : ofFile(keystore));
        output().print(ShownKey.of(keys, name), key -> key.print(output()));
        return ExitCode.OK;
    }

    private String ofFile(Path file) {
        if (path != null) {
            throw wrongUsage("--path is for a mnemonic; a keystore file has one key");
        }
        try {
            Identity identity = Passwords.open(context().shell(), file);
            return KeystoreText.withAddress(Files.readString(file), identity.address());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String typed() {
        String secret = secret();
        boolean mnemonic = secret.matches("(?s).*\\s.*");
        if (!mnemonic && path != null) {
            throw wrongUsage("--path is for a mnemonic; a private key has none");
        }
        // What is wrong with it is found before a password is chosen.
        requireValid(secret, mnemonic);
        char[] password = Passwords.choose(context().shell());
        try {
            return mnemonic
                    ? Keystores.ofMnemonic(secret, derivation(), password)
                    : Keystores.ofPrivateKey(secret, password);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private void requireValid(String secret, boolean mnemonic) {
        try {
            if (mnemonic) {
                Identity.ofMnemonic(secret, derivation());
            } else {
                Identity.ofPrivateKey(secret);
            }
        } catch (IllegalArgumentException e) {
            // Its message does not repeat what was typed; a cause might.
            throw new RefusedException(e.getMessage() + "; nothing was written");
        }
    }

    private String derivation() {
        return path == null ? Identity.FIRST_ACCOUNT : path;
    }

    private String secret() {
        var shell = context().shell();
        if (shell.terminal().isIn()) {
            return new String(shell.terminal().readSecret("Private key, or the words of a mnemonic: ")).strip();
        }
        try {
            byte[] bytes = shell.in().readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new RefusedException("standard input holds more than a key; nothing was written");
            }
            return new String(bytes, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
