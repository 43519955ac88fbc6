package io.snet4j.junit;

import io.snet4j.devnet.HostedService;
import io.snet4j.devnet.daemon.DaemonVersion;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test of a class a service, an organization, an account and a client of its own, on one network that all
 * classes of the JVM share. Methods take as parameters what they need: {@link io.snet4j.ServiceClient},
 * {@link io.snet4j.SnetClient}, {@link TestSession}, {@link TestAccount}, {@link io.snet4j.devnet.PublishedService},
 * {@link SessionFaults}, {@link io.snet4j.devnet.Devnet}, or the provider by its own class. On a method it overrides
 * what its class says. A test that fails shows the session's journal.
 *
 * <p>For a provider with constructor arguments there is {@link SnetExtension#builder}.
 *
 * @since 0.1.0
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SnetExtension.class)
public @interface SnetNetwork {
    /** What is hosted; has a constructor without parameters. One object for each test. */
    Class<? extends HostedService> service() default ScriptedProvider.class;

    /** Which release the daemon behaves like. */
    DaemonVersion daemon() default DaemonVersion.V6_0;

    /** How many daemons the service has, with one memory, published in a row. */
    int daemons() default 1;

    /** Whether the daemon is reached by TLS only. */
    boolean tls() default false;

    /** How many calls each user has for nothing. */
    int freeCalls() default 0;

    /** Of each call of the service's own methods, in FET. */
    String callPrice() default "0.0001";

    /** What the account has in its wallet, in FET. */
    String funds() default "100";

    /**
     * How many blocks the client's channels live, from 50 to 500; 0 for as long as clients like. Classes with other
     * values have another network.
     */
    int channelLife() default 400;

    /**
     * Seconds from block to block; 0 for a block with each transaction. Classes with other values have another network.
     */
    int blockSeconds() default 0;

    /**
     * The name of a network that only those classes share that give the same one, for tests that take its blocks back.
     * Empty for the one that all others share.
     */
    String network() default "";
}
