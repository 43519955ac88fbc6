package io.snet4j.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClaimRulesTest {
    private static final BlockNumber NOW = BlockNumber.of(1000);
    private static final BlockNumber FAR = BlockNumber.of(2000);
    private static final BlockCount MARGIN = BlockCount.of(100);

    private static final ClaimRules RULES = new ClaimRules(
            Optional.of(Cogs.of(10)),
            Optional.of(Cogs.of(25)),
            Optional.of(Duration.ofHours(2)),
            Optional.of(Wei.of(50)),
            MARGIN);
    private static final ClaimRules ONLY_MARGIN =
            new ClaimRules(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), MARGIN);

    @Test
    void aChannelIsDueOnceItReachesTheAmount() {
        UnclaimedPayment little = payment(1, 9, FAR);
        UnclaimedPayment enough = payment(2, 10, FAR);

        assertThat(young(RULES, little, enough)).containsExactly(enough);
    }

    @Test
    void allAreDueOnceTheyReachTheAmountTogether() {
        UnclaimedPayment first = payment(1, 9, FAR);
        UnclaimedPayment second = payment(2, 9, FAR);
        UnclaimedPayment third = payment(3, 7, FAR);

        assertThat(young(RULES, first, second, payment(3, 6, FAR))).isEmpty();
        assertThat(young(RULES, first, second, third)).containsExactly(first, second, third);
    }

    @Test
    void aChannelIsDueOnceItsPaymentIsOfThatAge() {
        UnclaimedPayment little = payment(1, 1, FAR);

        assertThat(RULES.due(List.of(little), NOW, any -> Duration.ofHours(2).minusMillis(1)))
                .isEmpty();
        assertThat(RULES.due(List.of(little), NOW, any -> Duration.ofHours(2))).containsExactly(little);
    }

    @Test
    void aChannelIsDueOnceItExpiresWithinTheMarginOrHasExpired() {
        UnclaimedPayment later = payment(1, 1, BlockNumber.of(1101));
        UnclaimedPayment soon = payment(2, 1, BlockNumber.of(1100));
        UnclaimedPayment expired = payment(3, 1, BlockNumber.of(50));

        assertThat(young(ONLY_MARGIN, later, soon, expired)).containsExactly(soon, expired);
    }

    @Test
    void whatAmountsToNothingIsNeverDue() {
        assertThat(young(ONLY_MARGIN, payment(1, 0, NOW))).isEmpty();
    }

    @Test
    void withoutAmountAndAgeOnlyTheExpirationCounts() {
        assertThat(ONLY_MARGIN.due(List.of(payment(1, 1_000_000, FAR)), NOW, any -> Duration.ofDays(1000)))
                .isEmpty();
    }

    @Test
    void whileGasIsDearOnlyWhatExpiresSoonIsClaimed() {
        UnclaimedPayment much = payment(1, 1000, FAR);
        UnclaimedPayment soon = payment(2, 1, BlockNumber.of(1100));

        assertThat(RULES.affordable(List.of(much, soon), NOW, Wei.of(50))).containsExactly(much, soon);
        assertThat(RULES.affordable(List.of(much, soon), NOW, Wei.of(51))).containsExactly(soon);
        assertThat(ONLY_MARGIN.affordable(List.of(much), NOW, Wei.ofEther("1"))).containsExactly(much);
    }

    private static List<UnclaimedPayment> young(ClaimRules rules, UnclaimedPayment... unclaimed) {
        return rules.due(List.of(unclaimed), NOW, any -> Duration.ZERO);
    }

    private static UnclaimedPayment payment(long channel, long amount, BlockNumber expiration) {
        return new UnclaimedPayment(ChannelId.of(channel), ChannelNonce.ZERO, Cogs.of(amount), expiration);
    }
}
