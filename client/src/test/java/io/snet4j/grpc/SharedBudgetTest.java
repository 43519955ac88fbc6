package io.snet4j.grpc;

import static io.snet4j.scripted.EchoCalls.failure;
import static io.snet4j.scripted.EchoCalls.unary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Channel;
import io.grpc.Status;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.internal.memory.ProcessMemory;
import io.snet4j.payment.SignedAmount;
import io.snet4j.payment.SpendingBudget;
import io.snet4j.scripted.SettableClock;
import io.snet4j.scripted.World;
import io.snet4j.training.ModelId;
import io.snet4j.training.NewModel;
import io.snet4j.training.Training;
import io.snet4j.value.Cogs;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients that share a payment state may sign together. Calls cost three cogs, trainings five. */
class SharedBudgetTest {
    private static final Status REFUSED = Status.UNKNOWN.withDescription("no more today");

    private final World world = new World();
    private final SettableClock clock = new SettableClock();

    @BeforeEach
    void share() {
        ProcessMemory memory = new ProcessMemory(clock);
        world.memory = () -> memory;
    }

    @AfterEach
    void close() {
        world.close();
    }

    private World.Client client(SpendingBudget... budgets) {
        var limit = World.GENEROUS.toBuilder();
        for (SpendingBudget budget : budgets) {
            limit.budget(budget);
        }
        return world.client(limit.build());
    }

    private Channel channel(SpendingBudget... budgets) {
        return PaidChannel.of(client(budgets));
    }

    private static SpendingBudget of(long cogs) {
        return SpendingBudget.of(Cogs.of(cogs));
    }

    // Guard: SharedBudgets.take in Ledger.sign.
    @Test
    void clientsUseOneBudgetUpToItsEndAndNoFurther() {
        world.openChannel(100);
        Channel one = channel(of(9));
        Channel other = channel(of(9));
        unary(one, "1");
        unary(other, "2");
        unary(one, "3");

        SnetException failure = failure(other, "4");

        assertThat(failure)
                .isInstanceOf(SpendingLimitException.class)
                .hasMessageContaining("budget of 9 cogs")
                .hasMessageContaining("nothing is left")
                .hasMessageContaining("raise the budget");
        assertThat(failure.charge()).isEqualTo(Charge.NONE);
        assertThat(world.signed)
                .extracting(SignedAmount::amount)
                .contains(Cogs.of(9))
                .allMatch(amount -> amount.compareTo(Cogs.of(9)) <= 0);
    }

    @Test
    void aRefusalOfAWindowSaysWhenItBeginsAnewAndThenItDoes() {
        world.openChannel(100);
        Channel channel = channel(of(3).perDay());
        unary(channel, "today");

        assertThat(failure(channel, "today"))
                .isInstanceOf(SpendingLimitException.class)
                .hasMessageContaining("3 cogs per day")
                .hasMessageContaining("until 2030-01-02T00:00:00Z")
                .hasMessageContaining("wait until it begins anew");

        clock.pass(Duration.ofDays(1));
        assertThat(unary(channel, "tomorrow")).isEqualTo("tomorrow");
    }

    @Test
    void eachBudgetThatIsMeantForAPaymentMustAllowIt() {
        world.openChannel(100);

        assertThat(failure(channel(of(100), of(2).forService("org", "service")), "x"))
                .hasMessageContaining("2 cogs for org/service");
        assertThat(failure(channel(of(100), of(2).perHour().forOrganization("org")), "x"))
                .hasMessageContaining("2 cogs per hour for org");
        assertThat(unary(channel(of(100), of(1).forService("org", "other"), of(1).forOrganization("other")), "x"))
                .isEqualTo("x");
        assertThat(world.signed).hasSize(1);
    }

    @Test
    void aModelHasABudgetOfItsOwn() {
        world.openChannel(100);
        ModelId model = world.client()
                .training()
                .createModel(NewModel.of("draw", "mine"))
                .id();
        World.Client client = client(of(5).forModel("org", "service", model.value()));
        Training training = client.training();
        training.trainModel(training.trainModelPrice(model));

        assertThatThrownBy(() -> training.trainModel(training.trainModelPrice(model)))
                .isInstanceOf(SpendingLimitException.class)
                .hasMessageContaining("org/service/" + model);
        assertThat(unary(PaidChannel.of(client), "no training")).isEqualTo("no training");
    }

    // Guard: Clearance.ask checks the budgets.
    @Test
    void noChannelIsOpenedForWhatNoBudgetHasRoomFor() {
        world.chain.giveTokens(World.PAYER.address(), 5000);

        assertThat(failure(channel(of(2)), "x")).isInstanceOf(SpendingLimitException.class);

        assertThat(world.chain.transactions()).isEmpty();
    }

    @Test
    void aRefusedCallStaysCountedAndTheSameAmountSignedAgainCountsNothing() {
        world.openChannel(100);
        Channel channel = channel(of(3));
        world.daemon.refuse("Unary", REFUSED);

        failure(channel, "refused");

        assertThat(unary(channel, "again")).isEqualTo("again");
        assertThat(world.signed).extracting(SignedAmount::amount).containsExactly(Cogs.of(3), Cogs.of(3));
        assertThat(failure(channel, "more")).isInstanceOf(SpendingLimitException.class);
    }

    @Test
    void whatTheTotalForbidsIsGivenBackToTheBudget() {
        world.openChannel(100);
        var total = World.GENEROUS.toBuilder().budget(of(3)).total(Cogs.of(2)).build();
        failure(PaidChannel.of(world.client(total)), "x");

        assertThat(unary(channel(of(3)), "x")).isEqualTo("x");
    }
}
