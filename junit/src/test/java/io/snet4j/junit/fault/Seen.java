package io.snet4j.junit.fault;

import io.snet4j.errors.SnetException.Charge;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A fault, and what a client sees of it. {@link FaultsTableTest} makes a table of all. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Seen {
    /** In words. */
    String fault();

    /** What causes it, as the test has it. */
    String by();

    /** The exception's class. {@link Nothing} if the call is served. */
    Class<?> as();

    /** What the call costs that meets it. */
    Charge charge() default Charge.NONE;

    /** The call is served. */
    final class Nothing {
        private Nothing() {}
    }
}
