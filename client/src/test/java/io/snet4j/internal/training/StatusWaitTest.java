package io.snet4j.internal.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.DaemonUnavailableException;
import io.snet4j.errors.ModelNotFoundException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.TrainingFailedException;
import io.snet4j.errors.WaitTimeoutException;
import io.snet4j.training.Model;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.WaitOptions;
import io.snet4j.value.MethodRef;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** On a clock that only pauses move. */
class StatusWaitTest {
    private static final ModelId ID = new ModelId("m");

    private final Deque<Object> answers = new ArrayDeque<>();
    private final List<Duration> pauses = new ArrayList<>();
    private long now;

    private Model await(WaitOptions options) {
        return await(options, Optional.empty());
    }

    private Model await(WaitOptions options, Optional<ModelStatus> begunFrom) {
        return new StatusWait(
                        left -> look(),
                        Set.of(ModelStatus.VALIDATED),
                        begunFrom,
                        options,
                        options.listener(),
                        pause -> {
                            pauses.add(pause);
                            now += pause.toNanos();
                        },
                        () -> now)
                .await(ID);
    }

    private Model look() {
        Object answer = answers.size() > 1 ? answers.pop() : answers.element();
        if (answer instanceof SnetException e) {
            throw e;
        }
        return new Model(
                ID,
                (ModelStatus) answer,
                "",
                "",
                new MethodRef("s", "m"),
                false,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static SnetException outage() {
        return new DaemonUnavailableException("down", null, Charge.NONE);
    }

    @Test
    void thePaceGrowsFromOneSecondToFifteen() {
        answers.add(ModelStatus.VALIDATING);

        assertThatThrownBy(() -> await(WaitOptions.atMost(Duration.ofMinutes(2))))
                .isInstanceOf(WaitTimeoutException.class)
                .hasMessageContaining("VALIDATING");

        assertThat(pauses.get(0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(pauses).contains(Duration.ofSeconds(15));
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofSeconds(119), Duration.ofSeconds(120));
    }

    @Test
    void aShortOutageIsSurvived() {
        answers.addAll(List.of(ModelStatus.VALIDATING, outage(), outage(), ModelStatus.VALIDATED));

        assertThat(await(WaitOptions.atMost(Duration.ofMinutes(10))).status()).isEqualTo(ModelStatus.VALIDATED);
    }

    @Test
    void aLongOutageEndsTheWaitWithItsReason() {
        answers.addAll(List.of(ModelStatus.VALIDATING, outage()));

        assertThatThrownBy(() -> await(WaitOptions.atMost(Duration.ofHours(2))))
                .isInstanceOf(DaemonUnavailableException.class);
        assertThat(Duration.ofNanos(now)).isLessThan(Duration.ofMinutes(4));
    }

    @Test
    void whatWillNotPassEndsTheWaitAtOnce() {
        answers.add(new ModelNotFoundException("gone"));

        assertThatThrownBy(() -> await(WaitOptions.atMost(Duration.ofHours(2))))
                .isInstanceOf(ModelNotFoundException.class);
        assertThat(pauses).isEmpty();
    }

    @Test
    void aModelThatIsCreatedAgainHasLostItsDataset() {
        answers.addAll(List.of(ModelStatus.VALIDATING, ModelStatus.CREATED));

        assertThatThrownBy(() -> await(WaitOptions.atMost(Duration.ofMinutes(2))))
                .isInstanceOf(TrainingFailedException.class)
                .hasMessageContaining("is CREATED again: its provider did not get the dataset");
    }

    @Test
    void aModelThatGetsItsDatasetLaterIsWaitedFor() {
        answers.addAll(List.of(ModelStatus.CREATED, ModelStatus.VALIDATING, ModelStatus.VALIDATED));

        assertThat(await(WaitOptions.atMost(Duration.ofMinutes(2))).status()).isEqualTo(ModelStatus.VALIDATED);
    }

    @Test
    void aModelThatStaysWhatItWasBeforeItsDatasetWasTakenIsGivenUp() {
        answers.add(ModelStatus.CREATED);

        assertThatThrownBy(() -> await(WaitOptions.atMost(Duration.ofHours(1)), Optional.of(ModelStatus.CREATED)))
                .isInstanceOf(TrainingFailedException.class)
                .hasMessageContaining("is still CREATED 2 minutes after the daemon took what makes it VALIDATED")
                .hasMessageContaining("datasetAgainAfterError(true)");
        assertThat(Duration.ofNanos(now)).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(3));
    }

    @Test
    void aProviderMayTakeAMomentToBegin() {
        for (int look = 0; look < 10; look++) {
            answers.add(ModelStatus.CREATED);
        }
        answers.add(ModelStatus.VALIDATED);

        assertThat(await(WaitOptions.atMost(Duration.ofHours(1)), Optional.of(ModelStatus.CREATED))
                        .status())
                .isEqualTo(ModelStatus.VALIDATED);
    }

    @Test
    void whereNothingIsKnownToHaveBegunAModelIsWaitedForAsLongAsTheCallerWants() {
        answers.add(ModelStatus.CREATED);

        assertThatThrownBy(() -> await(WaitOptions.atMost(Duration.ofHours(1))))
                .isInstanceOf(WaitTimeoutException.class);
    }

    @Test
    void anInterruptEndsTheWaitAndKeepsTheFlag() {
        answers.add(ModelStatus.VALIDATING);
        StatusWait wait = new StatusWait(
                left -> look(),
                Set.of(ModelStatus.VALIDATED),
                Optional.empty(),
                WaitOptions.atMost(Duration.ofHours(1)),
                model -> {},
                pause -> {
                    throw new InterruptedException();
                },
                () -> now);

        assertThatThrownBy(() -> wait.await(ID)).isInstanceOf(CallCancelledException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
