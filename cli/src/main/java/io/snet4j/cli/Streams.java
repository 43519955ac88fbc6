package io.snet4j.cli;

import io.snet4j.cli.demo.Narrator;
import java.io.PrintStream;

/**
 * Where output goes. Whether a stream is a terminal is known to the launcher, which hands it over: Java can only tell
 * of input and output together.
 */
final class Streams {
    private static final String TERMINALS = System.getProperty("snet4j.terminals", "");

    private Streams() {}

    /** Standard output belongs to the JSON, if that is wanted; then the story is told on standard error. */
    static Narrator narrator(boolean json) {
        return json ? narrator(System.err, "2") : narrator(System.out, "1");
    }

    private static Narrator narrator(PrintStream stream, String descriptor) {
        return new Narrator(stream, TERMINALS.contains(descriptor));
    }
}
