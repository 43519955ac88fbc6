package io.snet4j.hostile;

import static io.snet4j.hostile.Lie.refusal;

import io.grpc.Status;
import io.snet4j.errors.ChannelBusyException;
import io.snet4j.errors.InsufficientFundsException;
import io.snet4j.errors.PaymentException;
import io.snet4j.errors.PriceChangedException;
import io.snet4j.errors.ServiceCallException;
import java.util.List;

/** False reasons to refuse a call whose payment of 5 cogs is good, again and again. */
final class RefusalLies {
    private RefusalLies() {}

    static List<Lie> all() {
        String digits = "9".repeat(200);
        return List.of(
                refusal(
                        "a nonce of 10^9",
                        Status.UNKNOWN.withDescription("incorrect payment channel nonce, latest: 1000000000, sent: 0"),
                        PaymentException.class,
                        "latest: 1000000000"),
                refusal(
                        "a price a hundred times that of the quote",
                        Status.UNAUTHENTICATED.withDescription("income 5 does not equal to price 500"),
                        PriceChangedException.class,
                        "income 5 does not equal to price 500"),
                refusal(
                        "a price below that of the quote",
                        Status.UNAUTHENTICATED.withDescription("income 5 does not equal to price 4"),
                        PriceChangedException.class,
                        "price 4"),
                refusal(
                        "a price of two hundred digits",
                        Status.UNAUTHENTICATED.withDescription("income 5 does not equal to price " + digits),
                        PriceChangedException.class,
                        digits),
                refusal(
                        "the right price and no income",
                        Status.UNAUTHENTICATED.withDescription("income 0 does not equal to price 5"),
                        ChannelBusyException.class,
                        "income 0 does not equal to price 5"),
                refusal(
                        "the right price and a negative income",
                        Status.UNAUTHENTICATED.withDescription("income -985 does not equal to price 5"),
                        ChannelBusyException.class,
                        "income -985"),
                refusal(
                        "a channel that expires",
                        Status.UNAUTHENTICATED.withDescription(
                                "payment channel is near to be expired, expiration time: 1000000, current block: 999999,"
                                        + " expiration threshold: 100"),
                        PaymentException.class,
                        "near to be expired"),
                refusal(
                        "a channel that is used up",
                        Status.UNAUTHENTICATED.withDescription(
                                "not enough tokens on payment channel, channel amount: 10, payment amount: 15"),
                        InsufficientFundsException.class,
                        "not enough tokens on payment channel, channel amount: 10"),
                refusal(
                        "a channel that is not found",
                        Status.UNAUTHENTICATED.withDescription("payment channel \"{ID: 0}\" not found"),
                        PaymentException.class,
                        "not found"),
                refusal(
                        "a channel of another group",
                        Status.INTERNAL.withDescription(
                                "payment channel error: channel received belongs to another group"
                                        + " of replicas, current group: [1], channel group: [0]"),
                        PaymentException.class,
                        "belongs to another group"),
                refusal(
                        "a channel of another recipient",
                        Status.INTERNAL.withDescription(
                                "payment channel error: recipient Address from org metadata does"
                                        + " not Match on what was retrieved from Channel"),
                        PaymentException.class,
                        "recipient Address from org metadata does not Match"),
                refusal(
                        "a signature that is not valid",
                        Status.UNAUTHENTICATED.withDescription("payment signature is not valid"),
                        PaymentException.class,
                        "payment signature is not valid"),
                refusal(
                        "a signature of somebody else",
                        Status.UNAUTHENTICATED.withDescription("payment is not signed by channel signer/sender"),
                        PaymentException.class,
                        "not signed by channel signer/sender"),
                refusal(
                        "an unknown way to pay",
                        Status.INVALID_ARGUMENT.withDescription("unexpected \"snet-payment-type\", value: \"escrow\""),
                        PaymentException.class,
                        "unexpected \"snet-payment-type\""),
                refusal(
                        "a payment that could not be stored",
                        Status.INTERNAL.withDescription("unable to store new payment channel state"),
                        ServiceCallException.class,
                        "unable to store new payment channel state"));
    }
}
