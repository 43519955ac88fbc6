package io.snet4j.observe;

/**
 * Observes a client. Called on its threads, and on its users', concurrently; must not block. What a method throws is
 * logged and ignored. Nothing that is told holds a key, a signature or a token. For money see the payment listener.
 *
 * @since 0.1.0
 */
public interface SnetListener {
    /** After each round trip. */
    default void onRequest(Request request) {}

    /** After each call of a service, training or its own. */
    default void onCall(Call call) {}

    /** After each part of a search that takes several. At a node that gives few blocks at a time it takes long. */
    default void onLogSearch(LogSearch progress) {}

    /** Hears nothing. */
    static SnetListener none() {
        return new SnetListener() {};
    }

    /** Tells both; that one throws does not keep it from the other. */
    static SnetListener both(SnetListener first, SnetListener second) {
        return new BothListeners(first, second);
    }
}
