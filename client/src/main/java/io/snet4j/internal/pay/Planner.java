package io.snet4j.internal.pay;

import io.snet4j.errors.PaymentException;
import io.snet4j.payment.PaymentPlan;
import io.snet4j.payment.PlannedTransaction;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** Says what a call would do on chain, by the code that does it. For one caller at a time. Blocks on the chain. */
final class Planner {
    private final Wallet wallet;
    private final ChannelChooser chooser;

    Planner(Wallet wallet, ChannelChooser chooser) {
        this.wallet = wallet;
        this.chooser = chooser;
    }

    PaymentPlan plan(Cogs price) {
        try {
            wallet.tally().check(price, "the call");
            return plan(price, chooser.look(price));
        } catch (PaymentException e) {
            return new PaymentPlan(
                    price,
                    Optional.empty(),
                    List.of(),
                    Cogs.ZERO,
                    Optional.empty(),
                    BigInteger.ZERO,
                    BigInteger.ZERO,
                    Optional.ofNullable(e.getMessage()));
        }
    }

    private PaymentPlan plan(Cogs price, ChannelChooser.Choice choice) {
        List<PlannedTransaction> steps = choice.steps();
        Optional<PlannedTransaction> last =
                steps.isEmpty() ? Optional.empty() : Optional.of(steps.get(steps.size() - 1));
        Optional<BigInteger> present =
                choice.book().map(book -> book.state().onChain().expiration());
        return new PaymentPlan(
                price,
                choice.book().map(ChannelBook::id),
                steps,
                last.map(PlannedTransaction::amount).orElse(Cogs.ZERO),
                last.flatMap(PlannedTransaction::expiration).or(() -> present),
                BigInteger.ZERO,
                BigInteger.ZERO,
                Optional.empty());
    }
}
