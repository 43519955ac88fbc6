package io.snet4j.cli.fleet;

import io.snet4j.payment.SignedAmount;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.util.Optional;

/**
 * What a process of the fleet says after each call, as a line of text.
 *
 * @param served calls so far
 * @param channel on which it signed last
 * @param signed the amount of that signature
 * @param problem of the last call; blank if there was none
 */
record MemberReport(long served, Optional<ChannelId> channel, Cogs signed, String problem) {
    private static final String SEPARATOR = "\t";
    private static final int PARTS = 4;

    static MemberReport of(long served, Optional<SignedAmount> last, String problem) {
        return new MemberReport(
                served,
                last.map(SignedAmount::channelId),
                last.map(SignedAmount::amount).orElse(Cogs.ZERO),
                problem);
    }

    String line() {
        return String.join(
                SEPARATOR,
                String.valueOf(served),
                channel.map(ChannelId::toString).orElse(""),
                signed.value().toString(),
                problem.replaceAll("\\s+", " "));
    }

    /** Empty if it is no such line. */
    static Optional<MemberReport> parse(String line) {
        String[] parts = line.split(SEPARATOR, PARTS);
        try {
            return parts.length < PARTS
                    ? Optional.empty()
                    : Optional.of(new MemberReport(
                            Long.parseLong(parts[0]),
                            Optional.of(parts[1]).filter(id -> !id.isEmpty()).map(ChannelId::parse),
                            Cogs.parse(parts[2]),
                            parts[3]));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
