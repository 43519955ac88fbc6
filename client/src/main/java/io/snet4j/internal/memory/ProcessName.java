package io.snet4j.internal.memory;

import java.time.Instant;
import java.util.Optional;

/** Tells a process that still runs from one that is gone, also if its number was given to another one. */
public final class ProcessName {
    public static final String OWN = of(ProcessHandle.current());

    private ProcessName() {}

    /** Whether it is this one, or another one on this machine. */
    public static boolean isAlive(String name) {
        int end = name.indexOf('@');
        if (name.equals(OWN) || end < 1 || !name.substring(0, end).matches("\\d{1,18}")) {
            return name.equals(OWN);
        }
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(name.substring(0, end)));
        return process.filter(ProcessHandle::isAlive).map(ProcessName::of).equals(Optional.of(name));
    }

    public static String of(ProcessHandle process) {
        return process.pid() + "@"
                + process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
