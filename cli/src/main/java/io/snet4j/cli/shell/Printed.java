package io.snet4j.cli.shell;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a command prints with {@code --json}; docs/cli-json.md lists the shapes. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Printed {
    /** The document, or one line of it. */
    Class<? extends Record> value();

    /** Whether there is one document on each line. */
    boolean lines() default false;
}
