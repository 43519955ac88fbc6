package io.snet4j.internal.transport;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A release of {@code snetd}, by its tag such as {@code v6.2.3}. */
public record DaemonRelease(int major, int minor, int patch) {
    private static final Pattern TAG = Pattern.compile("v?(\\d{1,6})\\.(\\d{1,6})(?:\\.(\\d{1,6}))?(?:[-+].*)?");

    /** Empty for anything else, such as the name of a branch or nothing at all. */
    public static Optional<DaemonRelease> parse(String tag) {
        Matcher matcher = TAG.matcher(tag.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int patch = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        return Optional.of(
                new DaemonRelease(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), patch));
    }

    public boolean isOf(int majorVersion, int minorVersion) {
        return major == majorVersion && minor == minorVersion;
    }

    /** Of a stream, in silence. */
    public boolean losesTheFirstMessage() {
        return isOf(6, 1);
    }

    /** Whether a dataset can be uploaded, instead of being linked to. */
    public boolean takesStreams() {
        return !losesTheFirstMessage() && !isOf(6, 2);
    }

    @Override
    public String toString() {
        return "v" + major + "." + minor + "." + patch;
    }
}
