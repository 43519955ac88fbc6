package io.snet4j.devnet.daemon;

import io.grpc.Status;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** The header {@code grpc-timeout}, as servers in Go read it. */
final class GrpcTimeout {
    private static final int MAX_LENGTH = 9;
    private static final Map<Character, ChronoUnit> UNITS = Map.of(
            'H', ChronoUnit.HOURS,
            'M', ChronoUnit.MINUTES,
            'S', ChronoUnit.SECONDS,
            'm', ChronoUnit.MILLIS,
            'u', ChronoUnit.MICROS,
            'n', ChronoUnit.NANOS);

    private GrpcTimeout() {}

    /** @throws GrpcFailure INTERNAL if it cannot be read */
    static Duration parse(String text) {
        if (text.length() < 2) {
            throw malformed("transport: timeout string is too short: " + GoText.quote(text));
        }
        if (text.length() > MAX_LENGTH) {
            throw malformed("transport: timeout string is too long: " + GoText.quote(text));
        }
        ChronoUnit unit = UNITS.get(text.charAt(text.length() - 1));
        if (unit == null) {
            throw malformed("transport: timeout unit is not recognized: " + GoText.quote(text));
        }
        String digits = text.substring(0, text.length() - 1);
        if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw malformed("strconv.ParseUint: parsing " + GoText.quote(digits) + ": invalid syntax");
        }
        return Duration.of(Long.parseLong(digits), unit);
    }

    static GrpcFailure malformed(String reason) {
        return new GrpcFailure(Status.Code.INTERNAL, "malformed grpc-timeout: " + reason);
    }
}
