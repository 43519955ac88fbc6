package io.snet4j.cli;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/** The lines below "Examples:" of a command's help. */
final class Examples {
    private Examples() {}

    static List<String> of(CommandLine command) {
        return Arrays.stream(command.getCommandSpec().usageMessage().footer())
                .map(String::strip)
                .filter(line -> line.startsWith("snet4j "))
                .toList();
    }
}
