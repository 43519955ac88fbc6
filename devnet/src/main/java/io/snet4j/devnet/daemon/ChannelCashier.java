package io.snet4j.devnet.daemon;

import io.snet4j.devnet.daemon.ChannelPayments.Promise;
import java.math.BigInteger;

/** Takes payments of exactly one call's price from channels. */
final class ChannelCashier implements Cashier {
    private final ChannelPayments payments;
    private final Prices prices;

    ChannelCashier(ChannelPayments payments, Prices prices) {
        this.payments = payments;
        this.prices = prices;
    }

    @Override
    public Payment accept(CallKind kind, String path, PaymentHeaders headers) {
        Promise promise = new Promise(
                headers.integer(PaymentHeaders.CHANNEL_ID),
                headers.integer(PaymentHeaders.CHANNEL_NONCE),
                headers.integer(PaymentHeaders.CHANNEL_AMOUNT),
                headers.bytes(PaymentHeaders.CHANNEL_SIGNATURE));
        return payments.begin(promise, channel -> {
            BigInteger income = promise.amount().subtract(channel.authorized().value());
            BigInteger price = prices.of(kind, path, headers).value();
            if (!income.equals(price)) {
                throw GrpcFailure.unauthenticated(Texts.income(income, price));
            }
        });
    }
}
