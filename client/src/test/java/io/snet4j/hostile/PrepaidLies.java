package io.snet4j.hostile;

import io.grpc.Status;
import io.snet4j.scripted.World;
import io.snet4j.wire.escrow.TokenServiceProto.TokenReply;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What a daemon may say falsely about batches of 50 cogs and calls of 3 from them, on channel 0. */
final class PrepaidLies {
    /** What must come of the first call that meets the lie. */
    enum Right {
        /** The lie harms nobody but the daemon, or another way to pay is taken. */
        SERVED,
        /** The answer cannot be so. */
        UNTRUSTED,
        /** An error of the client's own, which says what the daemon said. */
        REFUSED
    }

    /**
     * @param batches that the daemon can get for it at most, beside the price of each call
     * @param phrase of the error's message
     */
    record PrepaidLie(String name, Consumer<World> tell, Right right, int batches, String phrase) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final String STALE_AMOUNT = "signed amount for token request needs to be greater than last signed amount";

    private PrepaidLies() {}

    static List<PrepaidLie> answers() {
        return Stream.of(channels(), tokens(), planned(), used(), expiries())
                .flatMap(List::stream)
                .toList();
    }

    private static PrepaidLie untrusted(
            String name, String phrase, BiFunction<TokenReply, TokenReply.Builder, TokenReply.Builder> lie) {
        return new PrepaidLie(name, telling(lie), Right.UNTRUSTED, 1, phrase);
    }

    /** Told once for each batch: what is gone is replaced, as after a restart without memory. */
    private static PrepaidLie lost(
            String name, String phrase, BiFunction<TokenReply, TokenReply.Builder, TokenReply.Builder> lie) {
        return new PrepaidLie(name, telling(lie), Right.UNTRUSTED, 2, phrase);
    }

    private static PrepaidLie harmless(
            String name, BiFunction<TokenReply, TokenReply.Builder, TokenReply.Builder> lie) {
        return new PrepaidLie(name, telling(lie), Right.SERVED, 1, "");
    }

    private static Consumer<World> telling(BiFunction<TokenReply, TokenReply.Builder, TokenReply.Builder> lie) {
        return world -> world.daemon.prepaid().lie(reply -> lie.apply(reply, reply.toBuilder())
                .build());
    }

    private static List<PrepaidLie> channels() {
        return List.of(
                untrusted(
                        "an answer about another channel", "about channel 77", (old, reply) -> reply.setChannelId(77)),
                untrusted(
                        "an answer about a channel that looks negative",
                        "about channel 18446744073709551615",
                        (old, reply) -> reply.setChannelId(-1)));
    }

    private static List<PrepaidLie> tokens() {
        return List.of(
                untrusted("no token", "its token is empty", (old, reply) -> reply.clearToken()),
                untrusted(
                        "a token of as many bytes as are read",
                        "its token has 60000 characters",
                        (old, reply) -> reply.setToken("x".repeat(60_000))),
                untrusted(
                        "a token that fills the headers",
                        "its token has 4097 characters",
                        (old, reply) -> reply.setToken("x".repeat(4097))),
                untrusted(
                        "a token of two lines",
                        "characters that no token has",
                        (old, reply) -> reply.setToken(old.getToken() + "\r\nsnet-payment-type: escrow")),
                untrusted(
                        "a token with a zero",
                        "characters that no token has",
                        (old, reply) -> reply.setToken(old.getToken() + '\0')),
                untrusted(
                        "a token beyond ASCII",
                        "characters that no token has",
                        (old, reply) -> reply.setToken(old.getToken() + "\u00e9\u202e")));
    }

    private static List<PrepaidLie> planned() {
        return List.of(
                lost("nothing planned", "it has 0 FET", (old, reply) -> reply.clearPlannedAmount()),
                lost("less planned than one call costs", "it has 2 cogs", (old, reply) -> reply.setPlannedAmount(2)),
                untrusted(
                        "one cog less planned than was bought",
                        "it has 49 cogs as signed in advance, this client alone signed 50 cogs",
                        (old, reply) -> reply.setPlannedAmount(49)),
                harmless("more planned than was signed", (old, reply) -> reply.setPlannedAmount(5_000)),
                harmless("2^63 planned", (old, reply) -> reply.setPlannedAmount(Long.MIN_VALUE)),
                harmless("2^64-1 planned", (old, reply) -> reply.setPlannedAmount(-1)));
    }

    /** A daemon counts what it let through, and elsewhere what failed: more than planned may be used honestly. */
    private static List<PrepaidLie> used() {
        AtomicInteger answers = new AtomicInteger(40);
        return List.of(
                harmless("nothing used, for ever", (old, reply) -> reply.clearUsedAmount()),
                harmless("less used at each answer", (old, reply) -> reply.setUsedAmount(answers.decrementAndGet())),
                harmless("all used", (old, reply) -> reply.setUsedAmount(old.getPlannedAmount())),
                harmless("more used than planned", (old, reply) -> reply.setUsedAmount(old.getPlannedAmount() + 1)),
                harmless("2^63 used", (old, reply) -> reply.setUsedAmount(Long.MIN_VALUE)),
                harmless("2^64-1 used", (old, reply) -> reply.setUsedAmount(-1)));
    }

    private static List<PrepaidLie> expiries() {
        return Stream.of(
                        "0",
                        "1",
                        "-1",
                        "9223372036854775807",
                        "-9223372036854775808",
                        "9223372036854775808",
                        "18446744073709551616",
                        "1" + "0".repeat(80),
                        "31556889864403199",
                        "1e400",
                        "1.5",
                        "\"tomorrow\"",
                        "null",
                        "[".repeat(1500) + "]".repeat(1500),
                        "{")
                .map(end -> harmless(
                        "a token that ends at " + (end.length() > 100 ? "nested lists" : end),
                        (old, reply) -> reply.setToken(jwt("{\"payload\":\"0\",\"exp\":" + end + "}"))))
                .toList();
    }

    private static String jwt(String claims) {
        return "head."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".tail";
    }

    /** False reasons to refuse each prepaid call. */
    static List<PrepaidLie> refusals() {
        return List.of(
                refusal("used up at once", Status.INTERNAL, "internal error: Usage Exceeded on channel Id 0", 2),
                refusal(
                        "a token that is stale, for ever",
                        Status.INTERNAL,
                        "internal error: token has invalid claims: token is expired",
                        1),
                refusal(
                        "a token that is none",
                        Status.INTERNAL,
                        "internal error: token signature is invalid: signature is invalid",
                        1),
                refusal("a token for another channel", Status.INTERNAL, "internal error: payload 77 is invalid", 1),
                refusal(
                        "an unknown way to pay",
                        Status.INVALID_ARGUMENT,
                        "unexpected \"snet-payment-type\", value: \"prepaid-call\"",
                        1),
                refusal(
                        "a channel that is not found",
                        Status.UNAUTHENTICATED,
                        "payment channel \"{ID: 0}\" not found",
                        1),
                error("a price of 10^6", Status.UNAUTHENTICATED, "income 0 does not equal to price 1000000"),
                error("a nonce", Status.UNKNOWN, "incorrect payment channel nonce, latest: 1, sent: 0"),
                error("an amount", Status.UNKNOWN, STALE_AMOUNT),
                error(
                        "a channel that is used up",
                        Status.UNAUTHENTICATED,
                        "not enough tokens on payment channel, channel amount: 10, payment amount: 15"),
                error("a lock", Status.FAILED_PRECONDITION, "another transaction on channel: {ID: 0} is in progress"),
                error("a fault of its own", Status.INTERNAL, "internal error: out of memory"));
    }

    private static PrepaidLie refusal(String name, Status code, String text, int batches) {
        return new PrepaidLie(name, refusing(code, text), Right.SERVED, batches, "");
    }

    private static PrepaidLie error(String name, Status code, String text) {
        return new PrepaidLie(name, refusing(code, text), Right.REFUSED, 1, text);
    }

    private static Consumer<World> refusing(Status code, String text) {
        return world -> world.daemon.prepaid().refuseCalls(code.withDescription(text));
    }

    /** What a daemon may say instead of giving a token. */
    static List<Status> denials() {
        return List.of(
                Status.UNKNOWN.withDescription("unable to retrieve planned Amount <nil>"),
                Status.UNKNOWN.withDescription(STALE_AMOUNT),
                Status.UNKNOWN.withDescription("incorrect payment channel nonce, latest: 1, sent: 0"),
                Status.UNKNOWN.withDescription(
                        "signed amount for token request cannot be greater than full amount in channel"),
                Status.UNKNOWN.withDescription("channel is not found, channelId: 0"),
                Status.UNKNOWN.withDescription("incorrect signature"),
                Status.UNKNOWN.withDescription("only channel signer/sender/receiver can get a Valid Token"),
                Status.UNKNOWN.withDescription("payment is not signed by channel signer/sender"),
                Status.UNKNOWN.withDescription("income 50 does not equal to price 50"),
                Status.UNKNOWN.withDescription(
                        "payment channel is near to be expired, expiration time: 1000000, current block: 999999,"
                                + " expiration threshold: 100"),
                Status.UNKNOWN.withDescription("another transaction on channel: {ID: 0} is in progress"),
                Status.UNKNOWN.withDescription("authentication failed as the signature passed has expired"),
                Status.UNKNOWN.withDescription("unable to store new payment channel state"),
                Status.INTERNAL.withDescription("internal error: out of memory"),
                Status.UNKNOWN.withDescription("words that no daemon has"),
                Status.UNKNOWN,
                Status.CANCELLED,
                Status.DEADLINE_EXCEEDED,
                Status.PERMISSION_DENIED,
                Status.RESOURCE_EXHAUSTED,
                Status.UNIMPLEMENTED.withDescription("unknown service escrow.TokenService"),
                Status.UNAVAILABLE.withDescription("connection reset"));
    }
}
