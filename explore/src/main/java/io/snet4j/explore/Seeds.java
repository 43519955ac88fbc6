package io.snet4j.explore;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * The seeds of one random test: as many as it has rounds, or as somebody asks for; or one that is to be repeated; or,
 * when exploring, fresh ones until its part of the time is over. For one thread.
 */
public final class Seeds {
    static final String MINUTES = "snet4j.explore.minutes";
    static final String REPEAT = "snet4j.explore.repeat";
    static final String ROUNDS = "snet4j.explore.rounds";

    private final RandomTest test;
    private final int parts;
    private final long first;
    private final LongSupplier nanoTime;
    private final long start;

    /** Without end if negative. */
    private final long rounds;

    /** Of time, if it is time that ends the test. */
    private final long nanos;

    private long count;

    private Seeds(RandomTest test, int parts, long first, long rounds, long nanos, LongSupplier nanoTime) {
        this.test = test;
        this.parts = parts;
        this.first = first;
        this.rounds = rounds;
        this.nanos = nanos;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    static Seeds of(RandomTest test, int part, int parts, UnaryOperator<@Nullable String> options, LongSupplier time) {
        String repeat = options.apply(REPEAT);
        if (repeat != null) {
            return new Seeds(test, 1, repeated(test, repeat), part == 0 ? 1 : 0, 0, time);
        }
        String counted = options.apply(ROUNDS);
        if (counted != null) {
            return new Seeds(test, parts, part, share(counted(test, counted), part, parts), 0, time);
        }
        String minutes = options.apply(MINUTES);
        if (minutes != null) {
            long nanos = (long) (minutes(minutes) * 60e9 / RandomTest.values().length);
            return new Seeds(test, 1, new SecureRandom().nextLong(), -1, nanos, time);
        }
        return new Seeds(test, parts, part, share(test.rounds(), part, parts), 0, time);
    }

    private static long share(long rounds, int part, int parts) {
        return Math.max(0, (rounds - part + parts - 1) / parts);
    }

    private static long repeated(RandomTest test, String text) {
        return number(test, text, REPEAT + "=" + text + " is not of the form TEST:SEED", "is repeated");
    }

    private static long counted(RandomTest test, String text) {
        String refusal = ROUNDS + "=" + text + " is not of the form TEST:NUMBER, with a number from 1 on";
        long rounds = number(test, text, refusal, "is run");
        if (rounds < 1) {
            throw new IllegalArgumentException(refusal);
        }
        return rounds;
    }

    private static long number(RandomTest test, String text, String refusal, String what) {
        String[] parts = text.split(":", 2);
        try {
            RandomTest wanted = RandomTest.valueOf(parts[0].toUpperCase(Locale.ROOT));
            long number = Long.parseLong(parts[1]);
            if (wanted != test) {
                throw new TestAbortedException("only " + wanted + " " + what);
            }
            return number;
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException(refusal, e);
        }
    }

    private static double minutes(String text) {
        double minutes;
        try {
            minutes = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            minutes = -1;
        }
        if (!(minutes > 0 && minutes <= 100_000)) {
            throw new IllegalArgumentException(MINUTES + "=" + text + " is no number of minutes up to 100000");
        }
        return minutes;
    }

    /** @return empty if that was enough; never at the first question, except of a thread that has no part in it */
    public OptionalLong next() {
        boolean over = rounds < 0 ? count > 0 && nanoTime.getAsLong() - start >= nanos : count >= rounds;
        return over ? OptionalLong.empty() : OptionalLong.of(first + parts * count++);
    }

    /**
     * What follows from a seed. Neighbours have nothing in common, which {@code new Random(seed)} alone does not give.
     */
    public static Random random(long seed) {
        long mixed = (seed + 0x9e3779b97f4a7c15L) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return new Random(mixed ^ (mixed >>> 31));
    }

    /** An error that says how to have it again. */
    public AssertionError failed(long seed, Throwable cause) {
        return new AssertionError(
                test + " failed with seed " + seed + ": " + cause.getMessage()
                        + "\nto repeat it: mvn -Pexplore verify -D" + REPEAT + "=" + test + ":" + seed,
                cause);
    }

    /** Prints what was done. */
    public void report() {
        System.out.printf(
                "%s: %d rounds, seeds from %d on%s, in %d s%n",
                test, count, first, parts > 1 ? ", each " + parts + "th" : "", elapsedSeconds());
    }

    private long elapsedSeconds() {
        return (nanoTime.getAsLong() - start) / 1_000_000_000;
    }
}
