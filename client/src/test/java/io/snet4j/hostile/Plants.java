package io.snet4j.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.slf4j.LoggerFactory;

/** What a stranger wrote, and all that came of it: exceptions, texts, log lines. */
final class Plants implements AutoCloseable {
    /** Clears a screen, names a window, rings, forges a line, turns a text, hides in it. */
    static final String HOSTILE =
            "PLANT\u001b[2J\u001b]0;owned\u0007\r\nFORGED 2026 ERROR\u009b31m\u202e\u2066\u200b\u2028\u2029\u0085\u007f";

    /** As long as a header of gRPC may be. */
    static final String LONG = HOSTILE + "x".repeat(3000) + "\u001bLAST";

    private static final int TRACE = 0;

    private final PrintStream stderr = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final List<String> lines = new ArrayList<>();
    private final List<String> traces = new ArrayList<>();

    private Plants() {
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    /** @param talkative whose loggers write all they have */
    static Plants open(Class<?>... talkative) throws ReflectiveOperationException {
        for (Class<?> type : talkative) {
            Object logger = LoggerFactory.getLogger(type);
            Field level = logger.getClass().getDeclaredField("currentLogLevel");
            level.setAccessible(true);
            level.setInt(logger, TRACE);
        }
        return new Plants();
    }

    /** The action fails; all that the failure can print is looked at. */
    void failing(ThrowingCallable action) {
        Throwable failure = org.assertj.core.api.Assertions.catchThrowable(action);
        assertThat(failure).as("the failure").isNotNull();
        failed(failure);
    }

    void failed(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            lines.add(cause.toString());
            Stream.of(cause.getSuppressed()).map(Throwable::toString).forEach(lines::add);
        }
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        traces.add(trace.toString());
    }

    /** Something with a {@code toString}, or a line of some output. */
    void shown(Object value) {
        lines.add(value.toString());
    }

    /** Several lines, each of which is the library's own. */
    void output(String text) {
        traces.add(text);
    }

    /** Nothing of what was planted can do harm; and it was there. */
    void check() {
        System.setErr(stderr);
        String logged = log.toString(StandardCharsets.UTF_8);
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.codePoints().filter(Plants::isHarmful).mapToObj(Integer::toHexString))
                    .as(line)
                    .isEmpty();
            // The name of an exception's class stands before its message.
            assertThat(line.length()).as("length of %.200s", line).isLessThanOrEqualTo(2100);
        });
        for (String text : List.of(String.join("\n", traces), logged)) {
            assertThat(text.codePoints()
                            .filter(c -> c != '\n' && c != '\t' && isHarmful(c))
                            .mapToObj(Integer::toHexString))
                    .as(text)
                    .isEmpty();
            assertThat(text.lines()).noneMatch(line -> line.startsWith("FORGED") || line.length() > 2500);
        }
        assertThat(lines + "\n" + traces + logged).contains("PLANT");
    }

    private static boolean isHarmful(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    @Override
    public void close() {
        System.setErr(stderr);
    }
}
