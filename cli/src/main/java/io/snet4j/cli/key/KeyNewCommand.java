package io.snet4j.cli.key;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.Passwords;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import io.snet4j.cli.shell.RefusedException;
import io.snet4j.identity.Identity;
import io.snet4j.identity.Keystores;
import java.util.Arrays;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code snet4j key new}. */
@Command(
        name = "new",
        description = {
            "Makes a key and keeps it encrypted.",
            "",
            "The twelve words that it can be made from again are shown once, at the terminal. The password is asked for,"
                    + " or read from the file that SNET4J_KEYSTORE_PASSWORD_FILE names."
        },
        footer = {"", "Examples:", "  snet4j key new savings", "  snet4j key new robot --no-mnemonic"})
@Printed(ShownKey.class)
final class KeyNewCommand extends SnetCommand {
    private static final int WORDS_IN_LINE = 4;

    @Parameters(index = "0", paramLabel = "NAME", description = "What the key is called here.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String name;

    @Option(
            names = "--no-mnemonic",
            description = "Show no words: whoever loses the file, or its password, loses the key.")
    private boolean withoutMnemonic;

    KeyNewCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        var shell = context().shell();
        var keys = context().keys();
        keys.requireFree(name);
        if (!withoutMnemonic && !shell.terminal().isErr()) {
            throw new RefusedException("the words of the new key are shown once, at a terminal, and there is none;"
                    + " say --no-mnemonic if the file is to be the only copy");
        }
        char[] password = Passwords.choose(shell);
        String words = Identity.newMnemonic();
        try {
            keys.add(name, Keystores.ofMnemonic(words, Identity.FIRST_ACCOUNT, password));
        } finally {
            Arrays.fill(password, '\0');
        }
        if (!withoutMnemonic) {
            show(words.split(" "));
        }
        output().print(ShownKey.of(keys, name), key -> key.print(output()));
        return ExitCode.OK;
    }

    private void show(String[] words) {
        output().note("Write these words down, in this order. They are shown only now; whoever has them has the key.");
        output().note("");
        for (int from = 0; from < words.length; from += WORDS_IN_LINE) {
            StringBuilder line = new StringBuilder();
            for (int i = from; i < from + WORDS_IN_LINE; i++) {
                line.append(String.format("  %2d %-10s", i + 1, words[i]));
            }
            output().note(line.toString().stripTrailing());
        }
        output().note("");
    }
}
