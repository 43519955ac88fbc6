package io.snet4j.cli.shell;

import java.util.List;
import java.util.stream.Collectors;

/** Words for a POSIX shell. */
public final class ShellWords {
    private ShellWords() {}

    /** In quotes only where a shell would read it as something else. */
    public static String quoted(String word) {
        return word.matches("[A-Za-z0-9:/._,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** A command to paste. */
    public static String line(List<String> words) {
        return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
    }
}
