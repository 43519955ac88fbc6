package io.snet4j.junit;

/**
 * Assertions about money and channels, beside AssertJ's own, which must be on the class path.
 *
 * @since 0.1.0
 */
public final class SnetAssertions {
    private SnetAssertions() {}

    /** About what was paid in a session. */
    public static SessionAssert assertThat(TestSession session) {
        return new SessionAssert(session);
    }
}
