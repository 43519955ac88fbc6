package io.snet4j.payment;

import io.snet4j.internal.text.ForeignText;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
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
 * @param maxFee what they may cost in fees at most, at present prices
 * @param obstacle why the call would fail instead: what a limit forbids (the fee limit, too), or the payer lacks. Then
 *     there are no transactions
 * @param unpaid why the call would not be paid at all: its daemon takes no payment. Then there is no channel, no
 *     transaction and no obstacle
 * @since 0.1.0
 */
public record PaymentPlan(
        Cogs price,
        Optional<ChannelId> channelId,
        List<PlannedTransaction> transactions,
        Cogs deposit,
        Optional<BlockNumber> expiration,
        BigInteger gas,
        Wei maxFee,
        Optional<String> obstacle,
        Optional<String> unpaid) {
    /** Printable and short, whatever strangers wrote. */
    @Override
    public String toString() {
        return ForeignText.of("PaymentPlan[price=" + price + ", channelId=" + channelId + ", transactions="
                + transactions + ", deposit=" + deposit + ", expiration=" + expiration + ", gas=" + gas + ", maxFee="
                + maxFee + ", obstacle=" + obstacle + ", unpaid=" + unpaid + "]");
    }
}
