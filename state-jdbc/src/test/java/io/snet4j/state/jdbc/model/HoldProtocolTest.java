package io.snet4j.state.jdbc.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.state.jdbc.model.HoldProtocol.Fault;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever happens, no more is signed than is marked, and no more is marked than the budget has. What {@link
 * HoldProtocol} says is what the tables do.
 */
class HoldProtocolTest {
    private static Explorer.Result explore(HoldProtocol protocol, int instances, int budget) {
        return new Explorer<>(protocol::steps, protocol::wrong).from(Fleet.of(instances, budget));
    }

    @ParameterizedTest
    @CsvSource({"2, 5, 2, 5", "3, 4, 2, 4", "2, 6, 3, 4"})
    void noWayLeadsBeyondMarksAndBudget(int instances, int budget, int ahead, int holds) {
        Explorer.Result all = explore(new HoldProtocol(budget, ahead, holds), instances, budget);

        assertThat(all.violation()).isEmpty();
        assertThat(all.states()).as("states that can be reached").isGreaterThan(1000);
    }

    /** Otherwise the rules would be safe only because nobody can do anything. */
    @Test
    void theWholeBudgetCanBeSignedAndAFencedInstanceCanSignOn() {
        HoldProtocol protocol = new HoldProtocol(4, 2, 3);
        Explorer<Fleet> spent = new Explorer<>(protocol::steps, fleet -> found(fleet.highest() == 4));
        Explorer<Fleet> fenced = new Explorer<>(
                protocol::steps,
                fleet -> found(fleet.hold(1).isHeld()
                        && fleet.hold(2).isHeld()
                        && fleet.hold(1).signed() > fleet.hold(2).floor() - 2
                        && fleet.hold(2).signed() > 0));

        assertThat(spent.from(Fleet.of(2, 4)).violation()).isPresent();
        assertThat(fenced.from(Fleet.of(2, 4)).violation()).isPresent();
    }

    private static Optional<String> found(boolean there) {
        return there ? Optional.of("there it is") : Optional.empty();
    }

    @ParameterizedTest
    @EnumSource
    void eachMistakeIsFound(Fault fault) {
        Explorer.Result found = explore(new HoldProtocol(6, 2, 3).with(fault), 2, 6);

        assertThat(found.violation()).hasValueSatisfying(way -> assertThat(way).hasSizeBetween(4, 12));
        assertThat(found.violation().map(List::size))
                .as(fault + ": " + found.violation())
                .isPresent();
    }
}
