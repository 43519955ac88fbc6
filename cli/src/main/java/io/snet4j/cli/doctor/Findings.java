package io.snet4j.cli.doctor;

import io.snet4j.cli.doctor.Finding.Verdict;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.RefusedException;
import io.snet4j.errors.SnetException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Collects findings, and goes on after what fails. Tells of each at once, since looking takes its time. */
public final class Findings {
    /** A look at one thing. */
    public interface Look<T> {
        T look() throws IOException;
    }

    private final Consumer<Finding> listener;
    private final List<Finding> all = new ArrayList<>();
    private int exitCode = ExitCode.OK;

    Findings(Consumer<Finding> listener) {
        this.listener = listener;
    }

    List<Finding> all() {
        return all;
    }

    /** Of the first thing that is wrong: what comes later may follow from it. */
    int exitCode() {
        return exitCode;
    }

    public void ok(String what, String said) {
        add(what, Verdict.OK, said, Optional.empty());
    }

    public void note(String what, String said, String wayOut) {
        add(what, Verdict.NOTE, said, Optional.of(wayOut));
    }

    public void skipped(String because, String... what) {
        for (String one : what) {
            add(one, Verdict.SKIPPED, "not looked at: " + because, Optional.empty());
        }
    }

    public void wrong(String what, int code, String said, String wayOut) {
        exitCode = exitCode == ExitCode.OK ? code : exitCode;
        add(what, Verdict.WRONG, said, Optional.of(wayOut));
    }

    private void add(String what, Verdict verdict, String said, Optional<String> wayOut) {
        Finding finding = new Finding(what, verdict, said, wayOut);
        all.add(finding);
        listener.accept(finding);
    }

    /**
     * Looks, and finds wrong what fails.
     *
     * @param wayOut beyond what the failure's message names
     * @return empty if it failed
     */
    public <T> Optional<T> look(String what, String wayOut, Look<T> look) {
        try {
            return Optional.of(look.look());
        } catch (SnetException | RefusedException e) {
            wrong(what, ExitCode.of(e), String.valueOf(e.getMessage()), wayOut);
        } catch (IllegalArgumentException | IOException | java.io.UncheckedIOException e) {
            wrong(what, ExitCode.REFUSED_INPUT, String.valueOf(e.getMessage()), wayOut);
        }
        return Optional.empty();
    }

    /** As {@link #look}; what it returns is what is well. */
    boolean check(String what, String wayOut, Look<String> look) {
        Optional<String> well = look(what, wayOut, look);
        well.ifPresent(said -> ok(what, said));
        return well.isPresent();
    }
}
