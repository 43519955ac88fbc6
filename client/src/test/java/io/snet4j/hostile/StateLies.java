package io.snet4j.hostile;

import static io.snet4j.hostile.Lie.harmless;
import static io.snet4j.hostile.Lie.state;

import com.google.protobuf.ByteString;
import io.snet4j.scripted.World;
import io.snet4j.testing.FakeChain;
import io.snet4j.value.Cogs;
import io.snet4j.wire.escrow.StateServiceProto.ChannelStateReply;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** False answers about a channel at nonce 0 from which 10 cogs are signed and 1000 can be. */
final class StateLies {
    private static final Cogs MUCH = Cogs.of(995);
    private static final BigInteger OTHER_CHANNEL = BigInteger.valueOf(77);
    private static final String UNPROVEN = "its signed amount of 995 cogs at nonce 0 carries no signature";
    private static final String UNPROVEN_CLAIM = "its old signed amount of 995 cogs at nonce 0 carries no signature";

    private StateLies() {}

    static List<Lie> all() {
        return Stream.of(amounts(), nonces(), claims(), backwards())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Lie> amounts() {
        return List.of(
                state(
                        "an inflated amount with the signature of the true one",
                        UNPROVEN,
                        (stage, reply) -> reply.setCurrentSignedAmount(number(MUCH))),
                state(
                        "an inflated amount without a signature",
                        UNPROVEN,
                        (stage, reply) ->
                                reply.setCurrentSignedAmount(number(MUCH)).clearCurrentSignature()),
                state(
                        "an inflated amount with a signature of zeros",
                        UNPROVEN,
                        (stage, reply) -> reply.setCurrentSignedAmount(number(MUCH))
                                .setCurrentSignature(ByteString.copyFrom(new byte[65]))),
                state(
                        "an inflated amount with a forged signature",
                        UNPROVEN,
                        (stage, reply) ->
                                reply.setCurrentSignedAmount(number(MUCH)).setCurrentSignature(noise(65))),
                state(
                        "an inflated amount with a foreign signature",
                        UNPROVEN,
                        (stage, reply) -> reply.setCurrentSignedAmount(number(MUCH))
                                .setCurrentSignature(
                                        stage.signature(Stage.STRANGER, FakeChain.ESCROW, stage.channel, 0, MUCH))),
                state(
                        "an inflated amount with our signature, truncated",
                        UNPROVEN,
                        (stage, reply) -> reply.setCurrentSignedAmount(number(MUCH))
                                .setCurrentSignature(stage.ours(0, MUCH).substring(0, 64))),
                state(
                        "an inflated amount with our signature, lengthened",
                        UNPROVEN,
                        (stage, reply) -> reply.setCurrentSignedAmount(number(MUCH))
                                .setCurrentSignature(stage.ours(0, MUCH).concat(noise(1)))),
                state(
                        "an inflated amount with our signature for another nonce",
                        UNPROVEN,
                        (stage, reply) ->
                                reply.setCurrentSignedAmount(number(MUCH)).setCurrentSignature(stage.ours(1, MUCH))),
                state(
                        "an inflated amount with our signature for another channel",
                        UNPROVEN,
                        (stage, reply) -> reply.setCurrentSignedAmount(number(MUCH))
                                .setCurrentSignature(
                                        stage.signature(World.PAYER, FakeChain.ESCROW, OTHER_CHANNEL, 0, MUCH))),
                state(
                        "an inflated amount with our signature for another escrow",
                        UNPROVEN,
                        (stage, reply) -> reply.setCurrentSignedAmount(number(MUCH))
                                .setCurrentSignature(
                                        stage.signature(World.PAYER, FakeChain.TOKEN, stage.channel, 0, MUCH))),
                state("an inflated amount with the signature of our question", UNPROVEN, (stage, reply) -> {
                    ByteString question =
                            stage.daemon().wiretap().stateRequests().get(0).getSignature();
                    return reply.setCurrentSignedAmount(number(MUCH)).setCurrentSignature(question);
                }),
                state(
                        "an amount one above the signed one",
                        "its signed amount of 11 cogs",
                        (stage, reply) -> reply.setCurrentSignedAmount(number(Cogs.of(11)))),
                state(
                        "an amount that looks negative",
                        "carries no signature",
                        (stage, reply) -> reply.setCurrentSignedAmount(ones(32))),
                state(
                        "an amount longer than the contract's",
                        "its signed amount has 33 bytes",
                        (stage, reply) -> reply.setCurrentSignedAmount(ones(33))),
                state(
                        "an amount of kilobytes",
                        "its signed amount has 60000 bytes",
                        (stage, reply) -> reply.setCurrentSignedAmount(ones(60_000))));
    }

    private static List<Lie> nonces() {
        AtomicInteger answers = new AtomicInteger();
        return List.of(
                state(
                        "a nonce ahead by two",
                        "its nonce is 2, on chain it is 0",
                        (stage, reply) -> reply.setCurrentNonce(number(2))),
                state(
                        "a nonce ahead by 2^200",
                        "its nonce is " + BigInteger.TWO.pow(200),
                        (stage, reply) -> reply.setCurrentNonce(
                                ByteString.copyFrom(BigInteger.TWO.pow(200).toByteArray()))),
                state(
                        "a nonce that looks negative",
                        "its nonce is 255",
                        (stage, reply) -> reply.setCurrentNonce(ones(1))),
                state(
                        "the highest nonce there is",
                        "its nonce is 11579208",
                        (stage, reply) -> reply.setCurrentNonce(ones(32))),
                state(
                        "a nonce longer than the contract's",
                        "its current nonce has 33 bytes",
                        (stage, reply) -> reply.setCurrentNonce(ones(33))),
                state(
                        "another impossible nonce in each answer",
                        "on chain it is 0",
                        (stage, reply) -> reply.setCurrentNonce(number(2 + answers.incrementAndGet() % 100))));
    }

    private static List<Lie> claims() {
        return List.of(
                state(
                        "a claim with the true signature and an inflated amount",
                        UNPROVEN_CLAIM,
                        (stage, reply) -> reply.setOldNonceSignature(reply.getCurrentSignature())
                                .setOldNonceSignedAmount(number(MUCH))
                                .clearCurrentSignedAmount()
                                .setCurrentNonce(number(1))),
                state(
                        "a claim of much without a signature",
                        UNPROVEN_CLAIM,
                        (stage, reply) -> reply.setOldNonceSignedAmount(number(MUCH))
                                .clearCurrentSignedAmount()
                                .setCurrentNonce(number(1))),
                state(
                        "a claim of much with a foreign signature",
                        UNPROVEN_CLAIM,
                        (stage, reply) -> reply.setOldNonceSignedAmount(number(MUCH))
                                .setOldNonceSignature(
                                        stage.signature(Stage.STRANGER, FakeChain.ESCROW, stage.channel, 0, MUCH))
                                .clearCurrentSignedAmount()
                                .setCurrentNonce(number(1))),
                state(
                        "a claim of much with our signature for the next nonce",
                        UNPROVEN_CLAIM,
                        (stage, reply) -> reply.setOldNonceSignedAmount(number(MUCH))
                                .setOldNonceSignature(stage.ours(1, MUCH))
                                .clearCurrentSignedAmount()
                                .setCurrentNonce(number(1))),
                state(
                        "a claim longer than the contract's",
                        "its old signed amount has 33 bytes",
                        (stage, reply) -> reply.setOldNonceSignedAmount(ones(33))
                                .clearCurrentSignedAmount()
                                .setCurrentNonce(number(1))),
                state(
                        "the true amount, as one of the next nonce",
                        "its signed amount of 10 cogs at nonce 1 carries no signature",
                        (stage, reply) -> reply.setCurrentNonce(number(1))));
    }

    /** The daemon loses by these, and charges accordingly. */
    private static List<Lie> backwards() {
        return List.of(
                harmless("an amount that was signed before, as the latest", stage -> stage.daemon()
                        .ledger()
                        .commit(stage.daemon().ledger().received().get(0))),
                harmless(
                        "no amount, although one is signed",
                        stage -> stage.daemon().ledger().forget()),
                harmless("nothing at all", stage -> {
                    stage.daemon().ledger().forget();
                    stage.daemon().lie(reply -> ChannelStateReply.getDefaultInstance());
                }),
                harmless("a claimed amount, although nothing is claimed", stage -> stage.daemon()
                        .lie(reply -> reply.toBuilder()
                                .setOldNonceSignedAmount(number(MUCH))
                                .setOldNonceSignature(noise(65))
                                .build())));
    }

    static ByteString number(Cogs cogs) {
        return ByteString.copyFrom(cogs.value().toByteArray());
    }

    static ByteString number(long value) {
        return number(Cogs.of(value));
    }

    private static ByteString ones(int length) {
        byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, (byte) 0xff);
        return ByteString.copyFrom(bytes);
    }

    private static ByteString noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }
}
