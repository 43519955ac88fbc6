package io.snet4j.cli.shell;

import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.SnetException.Charge;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Asks at the terminal. */
public final class Question {
    private Question() {}

    /** Whether somebody sees the question, and can answer it. */
    public static boolean isPossible(Shell shell) {
        return shell.terminal().isIn() && shell.terminal().isErr();
    }

    /**
     * Waits for a line.
     *
     * @return whether it says yes
     * @throws CallCancelledException if the thread is interrupted meanwhile; the flag is kept
     */
    public static boolean yes(Shell shell, String question) {
        shell.err().print(question + " [y/N] ");
        shell.err().flush();
        return answer(shell).strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }

    /** On a thread of its own: reading cannot be interrupted, waiting can. */
    private static String answer(Shell shell) {
        FutureTask<String> line = new FutureTask<>(() -> readLine(shell));
        Thread reader = new Thread(line, "answer");
        reader.setDaemon(true);
        reader.start();
        try {
            String typed = line.get();
            // Whoever ends the process after the answer does not want what was asked.
            if (!Thread.currentThread().isInterrupted()) {
                return typed;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new UncheckedIOException(new IOException("no answer could be read", e.getCause()));
        }
        shell.err().println();
        throw new CallCancelledException("interrupted at the question", null, Charge.NONE);
    }

    /** Byte by byte: what is behind the line is left to others. */
    private static String readLine(Shell shell) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int read = shell.in().read();
                read >= 0 && read != '\n';
                read = shell.in().read()) {
            line.write(read);
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
