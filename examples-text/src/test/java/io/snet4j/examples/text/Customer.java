package io.snet4j.examples.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.devnet.JournalEntry;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.TrainingFailedException;
import io.snet4j.errors.WaitTimeoutException;
import io.snet4j.examples.text.wire.ClassifierGrpc;
import io.snet4j.examples.text.wire.TextProto.Question;
import io.snet4j.grpc.ModelIds;
import io.snet4j.grpc.PaidChannel;
import io.snet4j.junit.TestSession;
import io.snet4j.payment.ChannelState;
import io.snet4j.training.Model;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.NewModel;
import io.snet4j.training.TrainingPhase;
import io.snet4j.training.TrainingPlan;
import io.snet4j.training.WaitOptions;
import io.snet4j.value.Address;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Somebody who trains one model and uses it, and goes on after each failure until that is done. */
final class Customer implements Callable<Cogs> {
    private static final int MOST_FAILURES = 20;
    private static final int MOST_LOST = 3;
    private static final int MOST_WAITS = 4;
    private static final int USES = 3;

    /** Whoever waits for longer than this looks anew at what became of the payment. */
    private static final WaitOptions WAIT = WaitOptions.builder(Duration.ofSeconds(15))
            .pollEvery(Duration.ofMillis(50))
            .build();

    private final String name;
    private final TestSession net;
    private final KilledService provider;
    private final Route route;
    private final Consumer<TrainingPhase> phases;
    private volatile @Nullable ModelId model;
    private List<ChannelState> channels = List.of();
    private int failures;
    private int lost;
    private int waits;

    /** @param phases is told each phase of the training when it begins */
    Customer(String name, TestSession net, KilledService provider, Route route, Consumer<TrainingPhase> phases) {
        this.name = name;
        this.net = net;
        this.provider = provider;
        this.route = route;
        this.phases = phases;
    }

    /**
     * Ends when the model has been trained and used, and each price was paid once.
     *
     * @return what was signed
     */
    @Override
    public Cogs call() throws Exception {
        try (SnetClient client = net.newClient(name).build();
                ServiceClient service = net.open(client)) {
            Model trained = untilDone(() -> service.training().train(plan()));
            assertThat(trained.status()).as(name).isEqualTo(ModelStatus.READY_TO_USE);
            for (int use = 0; use < USES; use++) {
                assertThat(untilDone(() -> answer(service, trained.id()))).isEqualTo("garden");
            }
            channels = service.payments().channelStates();
        }
        assertPaidOnce();
        return signed();
    }

    private TrainingPlan plan() {
        TrainingPlan.Builder plan = TrainingPlan.builder()
                .maxValidationPrice(TextTraining.VALIDATION)
                .maxTrainingPrice(TextTraining.TRAINING)
                .validationWait(WAIT)
                .trainingWait(WAIT)
                .datasetAgainAfterError(lost > 0)
                .onProgress(now -> {
                    model = now.model();
                    phases.accept(now.phase());
                });
        route.into(plan);
        ModelId known = model;
        return (known == null ? plan.newModel(NewModel.of("classify", name)) : plan.model(known)).build();
    }

    private <T> T untilDone(Callable<T> work) throws Exception {
        while (true) {
            try {
                return work.call();
            } catch (TrainingFailedException e) {
                // The daemon took an upload whose end the provider did not live to see: the dataset is paid for again.
                assertThat(route)
                        .as("%s, whose training ended with %s", name, e)
                        .isInstanceOf(Route.ByStream.class);
                lost++;
                assertThat(lost)
                        .as("%s: datasets lost, the last by %s", name, e)
                        .isLessThan(MOST_LOST);
            } catch (WaitTimeoutException e) {
                waits++;
                assertThat(waits)
                        .as("%s: waits that ended with nothing, the last by %s", name, e)
                        .isLessThan(MOST_WAITS);
            } catch (SnetException e) {
                // The daemon lives, so that it can always say what became of a payment.
                assertThat(e.charge()).as("%s: charge of %s", name, e).isNotEqualTo(Charge.UNKNOWN);
                failures++;
                assertThat(failures)
                        .as("%s: failures, the last being %s", name, e)
                        .isLessThan(MOST_FAILURES);
                provider.awaitServing();
            }
        }
    }

    private static String answer(ServiceClient service, ModelId model) {
        Question.Builder question = Question.newBuilder().setText(SampleTexts.question("garden"));
        ModelIds.set(question, model);
        try {
            return ClassifierGrpc.newBlockingStub(PaidChannel.of(service))
                    .classify(question.build())
                    .getLabel();
        } catch (io.grpc.StatusRuntimeException e) {
            throw PaidChannel.reason(e).orElseThrow(() -> e);
        }
    }

    private void assertPaidOnce() {
        Address payer = net.account(name).address();
        List<JournalEntry.Call> paid = journal(JournalEntry.Call.class)
                .filter(call -> call.payer().filter(payer::equals).isPresent())
                .filter(call -> call.paid().compareTo(Cogs.ZERO) > 0)
                .toList();

        assertThat(count(paid, "train_model"))
                .as("%s: trainings paid of %s", name, paid)
                .isLessThanOrEqualTo(1);
        assertThat(count(paid, "upload_and_validate") + count(paid, "validate_model"))
                .as("%s: validations paid of %s", name, paid)
                .isLessThanOrEqualTo(1 + lost);
        assertThat(count(paid, "classify"))
                .as("%s: uses paid of %s", name, paid)
                .isEqualTo(USES);
        assertThat(signed())
                .as("%s: signed, and taken by the daemon", name)
                .isEqualTo(sum(paid.stream().map(JournalEntry.Call::paid)));
    }

    /** After a claim: the chain agrees with daemon and client. */
    void assertClaimed() {
        Set<ChannelId> own = channels.stream().map(ChannelState::id).collect(Collectors.toSet());
        assertThat(sum(journal(JournalEntry.Claimed.class)
                        .filter(claimed -> own.contains(claimed.channelId()))
                        .map(JournalEntry.Claimed::amount)))
                .as("%s: claimed on chain", name)
                .isEqualTo(signed());
    }

    private Cogs signed() {
        return sum(channels.stream().map(ChannelState::signed));
    }

    private <T extends JournalEntry> Stream<T> journal(Class<T> kind) {
        return net.devnet().journal().stream().filter(kind::isInstance).map(kind::cast);
    }

    private static long count(List<JournalEntry.Call> calls, String method) {
        return calls.stream()
                .filter(call -> call.method().endsWith("/" + method))
                .count();
    }

    private static Cogs sum(Stream<Cogs> amounts) {
        return amounts.reduce(Cogs.ZERO, Cogs::plus);
    }
}
