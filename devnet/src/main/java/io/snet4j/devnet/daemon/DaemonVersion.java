package io.snet4j.devnet.daemon;

/**
 * The releases of {@code snetd} that differ for a client, oldest first.
 *
 * @since 0.1.0
 */
public enum DaemonVersion {
    /** Streams uploads; some texts are spelled differently; tells the provider nothing about who calls. */
    V6_0("v6.0.0"),
    /** Loses the first message of an upload. */
    V6_1("v6.1.0"),
    /** Refuses uploads. */
    V6_2("v6.2.3");

    private final String tag;

    DaemonVersion(String tag) {
        this.tag = tag;
    }

    /** As the heartbeat tells it: {@code v6.2.3}. */
    public String tag() {
        return tag;
    }

    boolean atLeast(DaemonVersion other) {
        return compareTo(other) >= 0;
    }
}
