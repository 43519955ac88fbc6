package io.snet4j.hostile;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.snet4j.scripted.ScriptedFreeCalls;
import io.snet4j.scripted.World;
import io.snet4j.wire.escrow.StateServiceProto.FreeCallToken;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What a daemon may say falsely about free calls, of which it promises a hundred. */
final class FreeLies {
    /** What must come of a call that meets the lie, where nothing but free calls is allowed. */
    enum Right {
        /** The lie harms nobody. */
        SERVED,
        /** The answer cannot be so. */
        UNTRUSTED,
        /** An error of the client's own. With the automatic strategy the call is paid instead. */
        NOT_FREE,
        /** The same, also with the automatic strategy: a fault is no refusal. */
        FAILED
    }

    record FreeLie(String name, Consumer<World> tell, Right right) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final String STRANGER = "0x00000000000000000000000000000000000000Aa";

    private FreeLies() {}

    static List<FreeLie> all() {
        return Stream.of(tokens(), blocksOfTokens(), expiries(), callRefusals(), tokenRefusals())
                .flatMap(List::stream)
                .toList();
    }

    private static FreeLie token(
            String name, Right right, BiFunction<FreeCallToken, FreeCallToken.Builder, FreeCallToken.Builder> lie) {
        return new FreeLie(
                name,
                world -> world.daemon.freeCalls().lie(reply -> lie.apply(reply, reply.toBuilder())
                        .build()),
                right);
    }

    private static List<FreeLie> tokens() {
        byte[] noise = new byte[65];
        new Random(65).nextBytes(noise);
        return List.of(
                token("no token", Right.UNTRUSTED, (old, reply) -> reply.clearToken()),
                token("a token of kilobytes", Right.UNTRUSTED, (old, reply) -> reply.setToken(zeros(60_000))),
                token("a token of megabytes", Right.FAILED, (old, reply) -> reply.setToken(zeros(2_000_000))),
                token("a token that fills the headers", Right.UNTRUSTED, (old, reply) -> reply.setToken(zeros(1025))),
                token("the longest token there is", Right.FAILED, (old, reply) -> reply.setToken(zeros(1024))),
                token(
                        "another user's token",
                        Right.NOT_FREE,
                        (old, reply) -> reply.setToken(ByteString.copyFromUtf8(old.getToken()
                                .toStringUtf8()
                                .replace(World.PAYER.address().toString(), STRANGER)))),
                token(
                        "noise of a token's form",
                        Right.NOT_FREE,
                        (old, reply) ->
                                reply.setToken(ByteString.copyFrom(noise).concat(ByteString.copyFromUtf8("_1000000")))),
                token(
                        "a token with lines and headers",
                        Right.NOT_FREE,
                        (old, reply) ->
                                reply.setToken(ByteString.copyFromUtf8("\r\nsnet-payment-type: escrow\r\n_1000000"))),
                token("a token without a block", Right.FAILED, (old, reply) -> reply.setToken(zeros(65))));
    }

    private static ByteString zeros(int length) {
        return ByteString.copyFrom(new byte[length]);
    }

    private static List<FreeLie> blocksOfTokens() {
        return List.of(
                block("2^256 and more", Right.SERVED, BigInteger.TWO.pow(256)),
                block("2^63 and more", Right.SERVED, BigInteger.TWO.pow(63)),
                block("the day before", Right.NOT_FREE, BigInteger.TWO.pow(20).negate()),
                block(
                        "a negative number",
                        Right.NOT_FREE,
                        BigInteger.TWO.pow(70).negate()));
    }

    private static FreeLie block(String name, Right right, BigInteger added) {
        return token("a token whose last block is " + name, right, (old, reply) -> {
            String text = old.getToken().toStringUtf8();
            int end = text.lastIndexOf('_') + 1;
            BigInteger block = new BigInteger(text.substring(end)).add(added);
            return reply.setToken(ByteString.copyFromUtf8(text.substring(0, end) + block));
        });
    }

    /** The daemon says twice when its token ends; what it says beside the token only tells when to ask again. */
    private static List<FreeLie> expiries() {
        return Stream.of(0L, 1L, Long.MAX_VALUE, Long.MIN_VALUE, -1L, -10L)
                .map(end -> token(
                        "a token said to end at block " + Long.toUnsignedString(end),
                        Right.SERVED,
                        (old, reply) -> reply.setTokenExpirationBlock(end)))
                .toList();
    }

    private static List<FreeLie> callRefusals() {
        return List.of(
                refusal(
                        "none left",
                        Right.NOT_FREE,
                        Status.INTERNAL,
                        "internal error: free call limit has been exceeded, calls made = 0, total free calls eligible ="
                                + " 100"),
                refusal(
                        "a token that is stale, for ever",
                        Right.NOT_FREE,
                        Status.INTERNAL,
                        "internal error: authentication failed as the Free Call Token passed has expired"),
                refusal("a token that is none", Right.NOT_FREE, Status.UNAUTHENTICATED, "token sign is not valid"),
                refusal(
                        "a signature that has expired, for ever",
                        Right.NOT_FREE,
                        Status.INTERNAL,
                        "internal error: authentication failed as the signature passed has expired"),
                refusal(
                        "a signature of somebody else",
                        Right.NOT_FREE,
                        Status.UNAUTHENTICATED,
                        "sign is not valid: unauthorized signer"),
                refusal(
                        "another call of the user's, for ever",
                        Right.NOT_FREE,
                        Status.FAILED_PRECONDITION,
                        "another transaction on this user: {ID:x} is in progress"),
                refusal(
                        "an unknown way to pay",
                        Right.NOT_FREE,
                        Status.INVALID_ARGUMENT,
                        "unexpected \"snet-payment-type\", value: \"free-call\""),
                refusal("a fault of its own", Right.FAILED, Status.INTERNAL, "internal error: out of memory"),
                refusal("a price", Right.FAILED, Status.UNAUTHENTICATED, "income 0 does not equal to price 1000000"),
                refusal("a nonce", Right.FAILED, Status.UNKNOWN, "incorrect payment channel nonce, latest: 1, sent: 0"),
                refusal(
                        "an empty channel",
                        Right.FAILED,
                        Status.UNAUTHENTICATED,
                        "not enough tokens on payment channel, channel amount: 0, payment amount: 1000000"),
                refusal("nothing at all", Right.FAILED, Status.PERMISSION_DENIED, ""),
                refusal("a broken connection", Right.FAILED, Status.UNAVAILABLE, "connection reset"));
    }

    private static FreeLie refusal(String name, Right right, Status code, String text) {
        return new FreeLie(
                "free calls promised, and then " + name,
                world -> world.daemon.freeCalls().refuseCalls(code.withDescription(text)),
                right);
    }

    private static List<FreeLie> tokenRefusals() {
        return Stream.of(
                        "error in generating token because blockchain is disabled, contact service provider",
                        "{Status: rpc error: code = PermissionDenied desc = you must have at least 10 FET (ASI) in your"
                                + " balance to use free calls}",
                        "authentication failed as the signature passed has expired",
                        "authentication failed as the Free Call Token passed has expired",
                        "income 0 does not equal to price 1000000",
                        "words that no daemon has")
                .map(text -> new FreeLie(
                        "no token: " + text,
                        world -> world.daemon.refuseAlways("GetFreeCallToken", Status.UNKNOWN.withDescription(text)),
                        Right.NOT_FREE))
                .toList();
    }

    /** Of {@link ScriptedFreeCalls#lieAboutLeft}. */
    static Stream<Long> impossibleCounts() {
        return Stream.of(-1L, Long.MIN_VALUE, Long.MIN_VALUE + 1);
    }
}
