package io.snet4j.cli.command;

import io.snet4j.cli.shell.RefusedException;
import io.snet4j.cli.shell.Shell;
import io.snet4j.identity.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Passwords of key files: from the file that a variable names, or typed at a terminal; never from an argument. */
public final class Passwords {
    private static final String FILE = "SNET4J_KEYSTORE_PASSWORD_FILE";

    private Passwords() {}

    /** The key of a file, by its password. */
    public static Identity open(Shell shell, Path keystore) {
        char[] password = ask(shell, "Password of " + keystore.getFileName() + ": ");
        try {
            return Identity.ofKeystore(keystore, password);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    /** One for a new key: typed twice. */
    public static char[] choose(Shell shell) {
        char[] password = ask(shell, "Password for the new key: ");
        if (shell.variable(FILE).isEmpty()) {
            char[] again = shell.terminal().readSecret("The same again: ");
            if (!Arrays.equals(password, again)) {
                throw new RefusedException("the two passwords differ; nothing was written");
            }
        }
        if (password.length == 0) {
            throw new RefusedException("an empty password protects nothing; choose another");
        }
        return password;
    }

    private static char[] ask(Shell shell, String prompt) {
        if (shell.variable(FILE).isPresent()) {
            Path file = Path.of(shell.variable(FILE).orElseThrow());
            try {
                return Files.readString(file).lines().findFirst().orElse("").toCharArray();
            } catch (IOException e) {
                throw new RefusedException(FILE + " names no file that can be read");
            }
        }
        if (!shell.terminal().isIn()) {
            throw new RefusedException(
                    "the key needs its password, and there is no terminal to ask at; put it in a file and set " + FILE);
        }
        return shell.terminal().readSecret(prompt);
    }
}
