package io.snet4j.state.jdbc.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.state.jdbc.model.PortionProtocol.Fault;
import io.snet4j.state.jdbc.model.PortionProtocol.Shares;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever happens, no more is signed than the budget has. What {@link PortionProtocol} says is what the tables do. */
class PortionProtocolTest {
    private static Explorer.Result explore(PortionProtocol protocol, int instances, int budget) {
        return new Explorer<>(protocol::steps, protocol::wrong).from(Shares.of(instances, budget));
    }

    @ParameterizedTest
    @CsvSource({"2, 12, 3", "3, 10, 3", "4, 8, 2"})
    void noWayLeadsBeyondTheBudget(int instances, int budget, int portion) {
        Explorer.Result all = explore(new PortionProtocol(budget, portion), instances, budget);

        assertThat(all.violation()).isEmpty();
        assertThat(all.states()).as("states that can be reached").isGreaterThan(500);
    }

    /** Otherwise the rules would be safe only because nobody can do anything. */
    @Test
    void theWholeBudgetCanBeSigned() {
        PortionProtocol protocol = new PortionProtocol(7, 3);
        Explorer<Shares> spent = new Explorer<>(
                protocol::steps, shares -> shares.signed() == 7 ? Optional.of("there it is") : Optional.empty());

        assertThat(spent.from(Shares.of(3, 7)).violation()).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void eachMistakeIsFound(Fault fault) {
        Explorer.Result found = explore(new PortionProtocol(6, 2).with(fault), 2, 6);

        assertThat(found.violation()).as(fault.name()).hasValueSatisfying(way -> assertThat(way)
                .hasSizeBetween(3, 8));
    }
}
