package io.snet4j.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.errors.PaymentException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.registry.Pricing;
import io.snet4j.scripted.World;
import io.snet4j.scripted.World.Terms;
import io.snet4j.testing.FakeChain;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Metadata that no honest provider publishes: nothing is signed for them, and nothing is sent to the chain. */
class LyingMetadataTest {
    private record Trap(
            String name, Terms terms, SpendingLimit limit, Class<? extends SnetException> error, String phrase) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Trap> traps() {
        Address nobody = Address.parse("0x000000000000000000000000000000000000dEaD");
        return Stream.of(
                new Trap(
                        "a threshold of 10^9 blocks",
                        terms(BlockCount.of(BigInteger.TEN.pow(9))),
                        World.GENEROUS,
                        SpendingLimitException.class,
                        "the group wants payment channels that live beyond block 1000001"),
                new Trap(
                        "a threshold of 2^255 blocks",
                        terms(BlockCount.of(BigInteger.TWO.pow(255))),
                        World.GENEROUS,
                        SpendingLimitException.class,
                        "the spending limit allows 500000 blocks from now"),
                new Trap(
                        "another escrow",
                        new Terms(World.RECIPIENT, World.THRESHOLD, FakeChain.TOKEN),
                        World.GENEROUS,
                        PaymentException.class,
                        "wants to be paid through the contract " + FakeChain.TOKEN),
                new Trap(
                        "a recipient that nobody has a channel to",
                        new Terms(nobody, World.THRESHOLD, FakeChain.ESCROW),
                        SpendingLimit.existingChannelsOnly(),
                        SpendingLimitException.class,
                        "there is no payment channel to the group"));
    }

    private static Terms terms(BlockCount threshold) {
        return new Terms(World.RECIPIENT, threshold, FakeChain.ESCROW);
    }

    static Stream<Arguments> trapsAndCalls() {
        return traps().flatMap(trap -> Stream.of(PaidCall.values()).map(call -> Arguments.of(trap, call)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("trapsAndCalls")
    void falseTermsGetNoSignatureAndNoTransaction(Trap trap, PaidCall call, @TempDir Path folder) {
        try (Stage stage = new Stage(call, folder, Stage.VALUE, trap.limit)) {
            stage.newVictim(trap.terms);
            int before = stage.daemon().wiretap().claims().size();

            assertThat(stage.attempt()).get().satisfies(e -> assertThat(e)
                    .isExactlyInstanceOf(trap.error)
                    .hasMessageContaining(trap.phrase));

            assertThat(stage.daemon().wiretap().claims()).hasSize(before);
            assertThat(stage.world.chain.transactions()).isEmpty();
            stage.newVictim();
            assertThat(stage.attempt()).isEmpty();
        }
    }

    @Test
    void aPriceBeyondAllReasonIsNotDeposited(@TempDir Path folder) {
        try (Stage stage = new Stage(PaidCall.SERVICE, folder)) {
            stage.world.pricing = new Pricing.Fixed(new Cogs(BigInteger.TEN.pow(24)));
            stage.newVictim();

            assertThat(stage.attempt()).get().satisfies(e -> assertThat(e)
                    .isExactlyInstanceOf(SpendingLimitException.class)
                    .hasMessageContaining("the spending limit allows 1000 cogs per channel"));

            assertThat(stage.world.chain.transactions()).isEmpty();
        }
    }
}
