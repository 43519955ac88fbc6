package io.snet4j.internal.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.snet4j.errors.PaymentException;
import io.snet4j.errors.PaymentStateException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.memory.HoldLostException;
import io.snet4j.internal.memory.Memory;
import io.snet4j.internal.memory.ProcessMemory;
import io.snet4j.payment.SignedAmount;
import io.snet4j.scripted.World;
import io.snet4j.training.NewModel;
import io.snet4j.training.Training;
import io.snet4j.training.TrainingQuote;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client that stands still between asking for a channel and signing on it, while another one takes it over. */
class LostHoldTest {
    private final World world = new World();
    private final AtomicInteger holds = new AtomicInteger();

    @AfterEach
    void close() {
        world.close();
    }

    /** @param failures of so many marks */
    private Training training(int failures, IOException failure) {
        AtomicInteger left = new AtomicInteger(failures);
        Memory kept = new ProcessMemory();
        world.memory = () -> (Memory) Proxy.newProxyInstance(
                Memory.class.getClassLoader(), new Class<?>[] {Memory.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("hold")) {
                        holds.incrementAndGet();
                    }
                    if (method.getName().equals("raise") && left.getAndDecrement() > 0) {
                        throw failure;
                    }
                    try {
                        return method.invoke(kept, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        world.openChannel(100);
        return world.client().training();
    }

    private static TrainingQuote quote(Training training) {
        return training.trainModelPrice(
                training.createModel(NewModel.of("draw", "mine")).id());
    }

    @Test
    void itAsksForAChannelAgainAndTheCallIsPaidOnce() {
        Training training = training(2, new HoldLostException(ChannelId.of(0)));
        TrainingQuote quote = quote(training);

        training.trainModel(quote);

        assertThat(holds).hasValue(3);
        assertThat(world.signed).extracting(SignedAmount::amount).containsExactly(Cogs.of(5));
        assertThat(world.settled).containsExactly(Charge.CHARGED);
    }

    @Test
    void itDoesNotAskForEver() {
        Training training = training(Integer.MAX_VALUE, new HoldLostException(ChannelId.of(0)));
        TrainingQuote quote = quote(training);

        SnetException failure = catchThrowableOfType(SnetException.class, () -> training.trainModel(quote));

        assertThat(failure).isInstanceOf(PaymentException.class);
        assertThat(failure.charge()).isEqualTo(Charge.NONE);
        assertThat(world.signed).isEmpty();
    }

    @Test
    void whatCannotBeKeptForAnotherReasonFailsAtOnce() {
        Training training = training(1, new IOException("disk full"));
        TrainingQuote quote = quote(training);

        SnetException failure = catchThrowableOfType(SnetException.class, () -> training.trainModel(quote));

        assertThat(failure).isInstanceOf(PaymentStateException.class).hasMessageContaining("disk full");
        assertThat(holds).hasValue(1);
        assertThat(world.signed).isEmpty();
    }
}
