package io.snet4j.internal.prepaid;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import io.snet4j.internal.core.ForeignJson;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * What prepaid calls of one channel are made with.
 *
 * @param text a JWT
 * @param staleAt when to get another one, by this machine's clock; empty if that cannot be told
 */
record PrepaidToken(ByteString text, Optional<Instant> staleAt) {
    private static final long MAX_CLAIMS = 1_000;
    private static final ForeignJson JSON = ForeignJson.bounded(MAX_CLAIMS);
    private static final Duration MARGIN = Duration.ofMinutes(1);

    /** A token with a shorter life was dated by another clock, or is not worth counting for. */
    private static final Duration LEAST = Duration.ofSeconds(10);

    public static PrepaidToken of(String jwt, Instant now) {
        return new PrepaidToken(ByteString.copyFromUtf8(jwt), expiration(jwt).flatMap(end -> staleAt(now, end)));
    }

    public boolean isGoodAt(Instant now) {
        return staleAt.map(now::isBefore).orElse(true);
    }

    /** Whoever has the text can use up what is prepaid. */
    @Override
    public String toString() {
        return "PrepaidToken[stale at " + staleAt.map(Instant::toString).orElse("an unknown time") + "]";
    }

    /** A tenth of its life before its end, and a minute at most. */
    private static Optional<Instant> staleAt(Instant now, Instant end) {
        Duration life = Duration.between(now, end);
        Duration tenth = life.dividedBy(10);
        return life.compareTo(LEAST) < 0
                ? Optional.empty()
                : Optional.of(end.minus(tenth.compareTo(MARGIN) < 0 ? tenth : MARGIN));
    }

    /** Not verified: whoever changes it harms nobody, since the daemon looks for itself. */
    private static Optional<Instant> expiration(String jwt) {
        String[] parts = jwt.split("\\.");
        try {
            JsonNode claims =
                    parts.length == 3 ? JSON.readTree(Base64.getUrlDecoder().decode(parts[1])) : null;
            return Optional.ofNullable(claims)
                    .map(json -> json.get("exp"))
                    .filter(JsonNode::isNumber)
                    .filter(JsonNode::canConvertToLong)
                    .map(JsonNode::asLong)
                    .filter(seconds -> seconds > 0 && seconds < Instant.MAX.getEpochSecond())
                    .map(Instant::ofEpochSecond);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
