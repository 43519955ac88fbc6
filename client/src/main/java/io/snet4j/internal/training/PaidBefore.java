package io.snet4j.internal.training;

import io.snet4j.errors.EarlierPaymentTakenException;
import io.snet4j.errors.PaymentOutcomeUnknownException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.TrainingFailedException;
import io.snet4j.internal.call.CallSpec;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.percall.ModelBooks;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.training.Model;
import io.snet4j.training.ModelId;
import io.snet4j.training.TrainingPhase;
import io.snet4j.training.ValidationQuote;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is left to do for a model, by its status and by what was paid for it before. A call that was cut off may leave a
 * model in any status; the books say whether it was paid. Nothing is paid twice without the plan's consent. For one
 * thread.
 */
final class PaidBefore {
    private static final Logger LOG = LoggerFactory.getLogger(PaidBefore.class);

    private final ModelBooks books;
    private final boolean consent;
    private final Duration deadline;
    private final Function<ModelId, ValidationQuote> price;
    private final Consumer<String> listener;
    private ModelBooks.@Nullable Last notTaken;

    /**
     * @param consent to pay for the dataset again
     * @param deadline for daemon and chain
     * @param price of validation
     * @param listener hears why something is done once more
     */
    PaidBefore(
            ModelBooks books,
            boolean consent,
            Duration deadline,
            Function<ModelId, ValidationQuote> price,
            Consumer<String> listener) {
        this.books = books;
        this.consent = consent;
        this.deadline = deadline;
        this.price = price;
        this.listener = listener;
    }

    /** One of DATASET, VALIDATION, TRAINING_PRICE, TRAINING and READY. */
    TrainingPhase next(Model model) {
        return switch (model.status()) {
            case CREATED -> created(model);
            case VALIDATING -> TrainingPhase.VALIDATION;
            case VALIDATED -> validated(model);
            case TRAINING -> TrainingPhase.TRAINING;
            case READY_TO_USE -> TrainingPhase.READY;
            case ERRORED -> errored(model);
            case DELETED -> throw new TrainingFailedException("model " + model.id() + " is DELETED; create a new one");
            case UNRECOGNIZED ->
                throw new TrainingFailedException("model " + model.id()
                        + " is in a status that this version of the library does not know; what comes next is unknown");
        };
    }

    private TrainingPhase created(Model model) {
        Optional<ModelBooks.Last> last = last(model).filter(paid -> !isForTraining(paid));
        if (!consent && last.isPresent()) {
            if (last.get().charge() == Charge.CHARGED) {
                throw new TrainingFailedException(text(model) + ", although " + payment(last.get())
                        + " was taken: its provider did not keep the dataset." + AGAIN);
            }
            if (last.get().charge() == Charge.UNKNOWN) {
                throw new PaymentOutcomeUnknownException(
                        text(model) + ", and " + unknown(last.get()) + ". Run the plan again later;" + OR_AGAIN, null);
            }
            goOn(model, last.get(), "the dataset is sent again");
        }
        return TrainingPhase.DATASET;
    }

    private TrainingPhase validated(Model model) {
        Optional<ModelBooks.Last> last = last(model).filter(PaidBefore::isForTraining);
        if (last.isEmpty()) {
            return TrainingPhase.TRAINING_PRICE;
        }
        return switch (last.get().charge()) {
            case NONE -> {
                goOn(model, last.get(), "the training is begun again");
                yield TrainingPhase.TRAINING_PRICE;
            }
            case CHARGED -> {
                tell(text(model) + ", and " + payment(last.get()) + " was taken; nothing is paid again");
                yield TrainingPhase.TRAINING;
            }
            case UNKNOWN ->
                throw new PaymentOutcomeUnknownException(
                        text(model) + ", and " + unknown(last.get())
                                + ". Run the plan again later, or pay once more with trainModelPrice and trainModel",
                        null);
        };
    }

    private TrainingPhase errored(Model model) {
        if (consent) {
            return TrainingPhase.DATASET;
        }
        ModelBooks.Last last = last(model).orElseGet(() -> books.withoutMemory(Budget.of(deadline)));
        if (last.charge() == Charge.CHARGED) {
            throw new TrainingFailedException(text(model) + ", and " + payment(last) + " was taken." + AGAIN);
        }
        if (last.charge() == Charge.UNKNOWN) {
            String amount = last.payment().isPresent() ? "" : price(model.id());
            throw new TrainingFailedException(text(model) + ", and " + unknown(last) + amount
                    + ". Look at payments().channelStates() and your books;" + OR_AGAIN);
        }
        boolean training = isForTraining(last);
        goOn(model, last, training ? "the training is begun again" : "the dataset is sent again");
        return training ? TrainingPhase.TRAINING_PRICE : TrainingPhase.DATASET;
    }

    private static final String AGAIN =
            " A plan with datasetAgainAfterError(true) gives it a dataset again, which is paid for again";
    private static final String OR_AGAIN =
            " a plan with datasetAgainAfterError(true) gives it a dataset again, and may pay for it a second time";

    /** Free to ask for; a provider may have none for a model that failed. */
    private String price(ModelId model) {
        try {
            return " (a validation costs " + price.apply(model).price() + ")";
        } catch (SnetException e) {
            LOG.debug("no price of validation for model {}: {}", model, ForeignText.of(e.toString()));
            return "";
        }
    }

    private Optional<ModelBooks.Last> last(Model model) {
        return books.last(model.id().value(), Budget.of(deadline));
    }

    private static boolean isForTraining(ModelBooks.Last last) {
        return last.payment()
                .filter(payment ->
                        payment.method().equals(CallSpec.TRAIN_MODEL.method().getFullMethodName()))
                .isPresent();
    }

    private void goOn(Model model, ModelBooks.Last last, String what) {
        notTaken = last;
        String why = last.payment().isPresent()
                ? payment(last) + " was not taken"
                : "nothing was ever taken from this payer's channels to the service";
        tell(text(model) + ", and " + why + ": " + what + ", and paid once");
    }

    private void tell(String text) {
        LOG.info("{}", text);
        listener.accept(text);
    }

    private static String text(Model model) {
        return "model " + model.id() + " is " + model.status();
    }

    private static String payment(ModelBooks.Last last) {
        return last.payment()
                .map(payment -> "its last payment of " + payment.price() + " ("
                        + payment.method().substring(payment.method().lastIndexOf('/') + 1) + ")")
                .orElse("its last payment");
    }

    private static String unknown(ModelBooks.Last last) {
        return "it is not known whether " + payment(last) + " was taken: " + last.why();
    }

    /**
     * Pays for what {@link #next} said. If the payment before it turns out to be taken, what it paid for goes on
     * instead.
     */
    void pay(ModelId model, Runnable step) {
        ModelBooks.Last before = notTaken;
        if (before == null) {
            step.run();
            return;
        }
        notTaken = null;
        try (ModelBooks.Resumption resumption = books.resume(model.value(), before)) {
            LOG.debug("once more: {}", resumption);
            step.run();
        } catch (EarlierPaymentTakenException e) {
            tell(e.getMessage() + "; waiting for what it paid for");
        }
    }
}
