package io.snet4j.internal.percall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.internal.core.Budget;
import io.snet4j.scripted.Payer;
import io.snet4j.scripted.World;
import io.snet4j.value.Cogs;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A payment's end. */
class OpenPaymentTest {
    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void anErrorOfTheMachineInAListenerDoesNotKeepTheTurn() {
        world.openChannel(100);
        Payer payer = world.client().payer();
        HeldTicket first = held(payer, 20);
        first.await();
        world.afterSettled(() -> {
            throw new InternalError("a broken machine");
        });

        assertThatThrownBy(first::charged).hasMessage("a broken machine");

        world.afterSettled(() -> {});
        HeldTicket second = held(payer, 2);
        second.await();
        assertThat(second.signed().amount()).isEqualTo(Cogs.of(10));
        second.charged();
    }

    @Test
    void aPaymentThatWasTakenStaysTakenWhateverAListenerThrows() {
        world.openChannel(100);
        Payer payer = world.client().payer();
        HeldTicket payment = held(payer, 20);
        payment.await();
        world.afterSettled(() -> {
            throw new AssertionError("a broken listener");
        });

        assertThatCode(payment::charged).doesNotThrowAnyException();
    }

    private static HeldTicket held(Payer payer, int seconds) {
        Budget budget = Budget.of(Duration.ofSeconds(seconds));
        return new HeldTicket(payer.ticketsInAdvance(Cogs.of(5), budget), budget);
    }
}
