package io.snet4j.cli;

import java.util.List;
import picocli.CommandLine;

/** The lines below "Examples:" of a command's help; one that ends with a backslash goes on in the next. */
public final class Examples {
    private Examples() {}

    public static List<String> of(CommandLine command) {
        String footer =
                String.join("\n", command.getCommandSpec().usageMessage().footer());
        return footer.replaceAll("\\\\\n +", "")
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("snet4j "))
                .toList();
    }
}
