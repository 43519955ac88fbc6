package io.snet4j.devnet.daemon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** JSON web tokens (RFC 7519, HS256) that let their bearer use what was prepaid for a channel. */
final class PrepaidTokens {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final int QUANTUM = 4;
    private static final String ALGORITHM = "HmacSHA256";
    /** Every devnet's, so that daemons that share a store accept each other's tokens. Protects play money. */
    private static final byte[] SECRET =
            "the devnet's daemons sign their tokens with this".getBytes(StandardCharsets.US_ASCII);

    private final Replica replica;
    private final DaemonVersion version;
    private final Duration life;
    private final InstantSource clock;

    PrepaidTokens(Replica replica, DaemonVersion version, Duration life, InstantSource clock) {
        this.replica = replica;
        this.version = version;
        this.life = life;
        this.clock = clock;
    }

    String create(BigInteger channelId, String user) {
        ObjectNode claims = JSON.createObjectNode()
                .put("exp", clock.instant().plus(life).getEpochSecond())
                .put("groupId", replica.groupId().toString())
                .put("orgId", replica.organizationId())
                .put("payload", channelId.toString());
        if (version.atLeast(DaemonVersion.V6_1)) {
            claims.put("userAddress", user);
        }
        String signed = encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + encoded(claims.toString());
        return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(mac(signed));
    }

    /**
     * @return whom the token names; empty if nobody
     * @throws GrpcFailure UNKNOWN if it is none of ours, for another channel, or too old
     */
    String user(String token, BigInteger channelId) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            throw malformed("token contains an invalid number of segments");
        }
        JsonNode header = json("header", parts[0]);
        JsonNode claims = json("claim", parts[1]);
        checkAlgorithm(header.path("alg"));
        byte[] signature = decoded("signature", parts[2]);
        if (!MessageDigest.isEqual(mac(parts[0] + "." + parts[1]), signature)) {
            throw GrpcFailure.unknown("token signature is invalid: signature is invalid");
        }
        if (clock.instant().getEpochSecond() >= claims.path("exp").asLong()) {
            throw GrpcFailure.unknown("token has invalid claims: token is expired");
        }
        check(claims, "payload", channelId.toString());
        check(claims, "orgId", replica.organizationId());
        check(claims, "groupId", replica.groupId().toString());
        return claims.path("userAddress").asText();
    }

    private void checkAlgorithm(JsonNode algorithm) {
        if (!algorithm.isTextual()) {
            throw GrpcFailure.unknown("token is unverifiable: signing method (alg) is unspecified");
        }
        String name = algorithm.asText();
        if (!name.matches("(HS|RS|ES|PS)(256|384|512)|EdDSA|none")) {
            throw GrpcFailure.unknown("token is unverifiable: signing method (alg) is unavailable");
        }
        if (!name.startsWith("HS")) {
            throw GrpcFailure.unknown(Texts.tokenAlgorithm(name, version));
        }
    }

    private static void check(JsonNode claims, String name, String expected) {
        String claim = claims.path(name).asText("<nil>");
        if (!claim.equals(expected)) {
            throw GrpcFailure.unknown(Texts.otherTokenClaim(name, claim));
        }
    }

    private static JsonNode json(String part, String text) {
        try {
            return JSON.readTree(decoded(part, text));
        } catch (JsonProcessingException e) {
            throw malformed("could not JSON decode " + part + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw malformed("could not JSON decode " + part + ": " + e);
        }
    }

    private static byte[] decoded(String part, String text) {
        int good = 0;
        while (good < text.length() && BASE64.indexOf(text.charAt(good)) >= 0) {
            good++;
        }
        if (good == text.length() && good % QUANTUM != 1) {
            return Base64.getUrlDecoder().decode(text);
        }
        int position = good < text.length() ? good : good / QUANTUM * QUANTUM;
        throw malformed("could not base64 decode " + part + ": illegal base64 data at input byte " + position);
    }

    private static GrpcFailure malformed(String reason) {
        return GrpcFailure.unknown("token is malformed: " + reason);
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] mac(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(SECRET, ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has " + ALGORITHM, e);
        }
    }
}
