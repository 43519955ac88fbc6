package io.snet4j.internal.core;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Where strangers' words are read. Readers bound how deep these are nested before they follow; on a thread with a stack
 * that is too small even for that, the caller gets the reader's own exception, not an error of the JVM.
 */
public final class Bounded {
    private Bounded() {}

    /** @param refusal what is thrown instead, for "…: " and a reason */
    public static <T> T read(Supplier<T> reader, Function<String, ? extends RuntimeException> refusal) {
        try {
            return reader.get();
        } catch (StackOverflowError e) {
            RuntimeException thrown = refusal.apply("nested too deeply for the stack of this thread");
            thrown.addSuppressed(e);
            throw thrown;
        }
    }
}
