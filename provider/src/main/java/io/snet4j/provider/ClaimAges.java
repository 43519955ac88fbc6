package io.snet4j.provider;

import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How long payments have been unclaimed, as far as this process saw them: daemons do not say. Not thread-safe. */
final class ClaimAges {
    private record Key(ChannelId channelId, ChannelNonce nonce) {
        static Key of(UnclaimedPayment payment) {
            return new Key(payment.channelId(), payment.nonce());
        }
    }

    private Map<Key, Instant> firstSeen = Map.of();
    private Instant now = Instant.EPOCH;

    /** These are there now, and no others. */
    void see(List<UnclaimedPayment> unclaimed, Instant when) {
        Map<Key, Instant> next = new HashMap<>();
        for (UnclaimedPayment payment : unclaimed) {
            Key key = Key.of(payment);
            next.put(key, firstSeen.getOrDefault(key, when));
        }
        firstSeen = next;
        now = when;
    }

    Duration of(UnclaimedPayment payment) {
        return Duration.between(firstSeen.getOrDefault(Key.of(payment), now), now);
    }
}
