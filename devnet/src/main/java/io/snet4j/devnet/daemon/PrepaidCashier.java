package io.snet4j.devnet.daemon;

import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Lets bearers of a token use what was prepaid, any number of calls at once. */
final class PrepaidCashier implements Cashier {
    private final PrepaidTokens tokens;
    private final Prices prices;
    private final DaemonStore store;

    PrepaidCashier(PrepaidTokens tokens, Prices prices, DaemonStore store) {
        this.tokens = tokens;
        this.prices = prices;
        this.store = store;
    }

    @Override
    public Payment accept(CallKind kind, String path, PaymentHeaders headers) {
        BigInteger id = headers.integer(PaymentHeaders.CHANNEL_ID);
        String token = new String(headers.bytes(PaymentHeaders.PREPAID_TOKEN), StandardCharsets.UTF_8);
        // Not the model's, even for an upload.
        Cogs price = prices.published(path);
        try {
            String user = tokens.user(token, id);
            store.updatePrepaid(id, usage -> {
                PrepaidUsage used = usage.use(price);
                if (used.isExceeded()) {
                    throw GrpcFailure.unknown(Texts.usageExceeded(id));
                }
                return used;
            });
            return new OncePayment(
                    Signers.parse(user), () -> {}, () -> store.updatePrepaid(id, usage -> usage.refund(price)));
        } catch (GrpcFailure e) {
            throw e.asPaymentFailure();
        }
    }
}
