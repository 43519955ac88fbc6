package io.snet4j.payment;

import io.snet4j.internal.text.ForeignText;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * What a paid call would do on chain.
 *
 * @param price of the call
 * @param channelId the channel that would pay; empty if it would be a new one, or none
 * @param transactions to be mined before the call, in this order; none if a channel is good already
 * @param deposit what the channel would get by them
 * @param expiration of the channel afterwards, a block number
 * @param gas what the transactions may use at most together, in gas, as far as it can be told before they are sent
 * @param maxFeeWei what they may cost at most at present fees, in wei
 * @param obstacle why the call would fail instead: what a limit forbids, or the payer lacks. Then there are no
 *     transactions
 */
public record PaymentPlan(
        Cogs price,
        Optional<BigInteger> channelId,
        List<PlannedTransaction> transactions,
        Cogs deposit,
        Optional<BigInteger> expiration,
        BigInteger gas,
        BigInteger maxFeeWei,
        Optional<String> obstacle) {
    /** Printable and short, whatever strangers wrote. */
    @Override
    public String toString() {
        return ForeignText.of("PaymentPlan[price=" + price + ", channelId=" + channelId + ", transactions="
                + transactions + ", deposit=" + deposit + ", expiration=" + expiration + ", gas=" + gas + ", maxFeeWei="
                + maxFeeWei + ", obstacle=" + obstacle + "]");
    }
}
