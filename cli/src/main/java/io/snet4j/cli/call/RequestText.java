package io.snet4j.cli.call;

import io.snet4j.cli.shell.RefusedException;
import io.snet4j.cli.shell.Shell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Where requests are read: the argument itself, a file, or standard input. */
record RequestText(Shell shell, String argument) {
    /** Whether requests may still be typed, or made by another program, while the call runs. */
    boolean isLive() {
        return argument.equals("-");
    }

    /** All of it. */
    String whole() {
        try (BufferedReader text = open()) {
            return text.lines().collect(Collectors.joining("\n"));
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(e);
        }
    }

    /** Those that are not blank. */
    List<String> lines() {
        return whole().lines().filter(line -> !line.isBlank()).toList();
    }

    BufferedReader open() throws IOException {
        if (isLive()) {
            return new BufferedReader(new InputStreamReader(shell.in(), StandardCharsets.UTF_8));
        }
        return argument.startsWith("@")
                ? Files.newBufferedReader(path(argument.substring(1)))
                : new BufferedReader(new StringReader(argument));
    }

    private static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new RefusedException("\"" + name + "\" is no path of a file");
        }
    }

    private RefusedException unreadable(Exception e) {
        String what = isLive() ? "standard input" : argument.substring(1);
        return new RefusedException(
                e instanceof NoSuchFileException
                        ? "there is no file " + what + " to read requests from"
                        : "the requests in " + what + " cannot be read: " + e.getMessage());
    }
}
