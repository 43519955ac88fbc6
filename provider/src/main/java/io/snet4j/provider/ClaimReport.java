package io.snet4j.provider;

import io.snet4j.errors.SnetException;
import io.snet4j.value.ChannelId;
import java.util.List;
import java.util.Map;

/**
 * What came of claiming several channels.
 *
 * @param claims all of them are on chain; two of one channel if an earlier claim of it had been interrupted
 * @param failures why nothing was claimed of the other channels
 * @since 0.1.0
 */
public record ClaimReport(List<Claim> claims, Map<ChannelId, SnetException> failures) {
    public ClaimReport {
        claims = List.copyOf(claims);
        failures = Map.copyOf(failures);
    }
}
