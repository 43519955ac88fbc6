package io.snet4j.cli.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Who wrote a file or a line of it: a process that was killed leaves what it wrote, and its number to another one. */
public final class ProcessMark {
    private static final String PID = "pid";
    private static final String STARTED = "started";

    private ProcessMark() {}

    /** Says that this process wrote it. */
    public static ObjectNode put(ObjectNode written) {
        ProcessHandle self = ProcessHandle.current();
        return written.put(PID, self.pid()).put(STARTED, started(self));
    }

    /** Whether this process wrote it. */
    public static boolean isOwn(JsonNode written) {
        return written.path(PID).asLong() == ProcessHandle.current().pid();
    }

    /** Whether the process that wrote it is still there. */
    public static boolean lives(JsonNode written) {
        return ProcessHandle.of(written.path(PID).asLong())
                .filter(ProcessHandle::isAlive)
                .filter(process -> started(process).equals(written.path(STARTED).asText()))
                .isPresent();
    }

    private static String started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("");
    }
}
