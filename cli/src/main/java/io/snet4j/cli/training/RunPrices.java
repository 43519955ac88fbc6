package io.snet4j.cli.training;

import io.snet4j.cli.money.Agreement;
import io.snet4j.errors.SnetException;
import io.snet4j.payment.Payments;
import io.snet4j.training.LinkQuote;
import io.snet4j.training.Quote;
import io.snet4j.training.Training;
import io.snet4j.training.TrainingQuote;
import io.snet4j.training.ValidationQuote;
import io.snet4j.value.Cogs;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The user's word for the quotes of a plan. A plan pays the quote that it has asked about; when the price changes until
 * the user has answered, the plan is run again, and gets the quote that was agreed to.
 */
final class RunPrices implements Predicate<Quote> {
    private final Training training;
    private final Payments payments;
    private final Agreement agreement;
    private final Map<Class<? extends Quote>, Cogs> agreed = new HashMap<>();
    private boolean changed;

    RunPrices(Training training, Payments payments, Agreement agreement) {
        this.training = training;
        this.payments = payments;
        this.agreement = agreement;
    }

    @Override
    public boolean test(Quote quote) {
        if (quote.price().equals(agreed.get(quote.getClass()))) {
            return true;
        }
        if (!(quote instanceof TrainingQuote)) {
            agreement.foresee("validating and training model " + quote.modelId(), () -> both(quote));
        }
        Iterator<Quote> known = List.of(quote).iterator();
        Supplier<Quote> next = () -> known.hasNext() ? known.next() : again(quote);
        Cogs price = agreement
                .forQuote(what(quote), next, Quote::price, payments::plan)
                .price();
        agreed.put(quote.getClass(), price);
        changed = !price.equals(quote.price());
        return !changed;
    }

    /** Whether the plan ended because a price was agreed to that it does not have; says so once. */
    boolean takeChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }

    private static String what(Quote quote) {
        return (quote instanceof TrainingQuote ? "training" : "validating the dataset of") + " model "
                + quote.modelId();
    }

    /** Some providers do not know the price of training before there is a dataset. */
    private Optional<Cogs> both(Quote validation) {
        try {
            return Optional.of(validation
                    .price()
                    .plus(training.trainModelPrice(validation.modelId()).price()));
        } catch (SnetException e) {
            return Optional.empty();
        }
    }

    private Quote again(Quote quote) {
        if (quote instanceof ValidationQuote) {
            return training.validateModelPrice(quote.modelId());
        }
        return quote instanceof LinkQuote link
                ? training.validateModelPrice(link.modelId(), link.dataset())
                : training.trainModelPrice(quote.modelId());
    }
}
