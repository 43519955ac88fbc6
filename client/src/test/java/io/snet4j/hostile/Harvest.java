package io.snet4j.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.chain.PaymentChannel;
import io.snet4j.payment.SignedAmount;
import io.snet4j.scripted.Wiretap;
import io.snet4j.scripted.World;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a provider can take at the end who has kept every signature it ever saw: it claims the best one at each nonce,
 * one after the other. Then each client looks once more.
 */
final class Harvest {
    private Harvest() {}

    /**
     * @param total what all clients together may spend; empty without a limit
     */
    static void assertThatNothingWasTakenBeyondWhatWasAgreed(World world, Optional<Cogs> total) {
        claimAll(world);
        world.clients().forEach(World.Client::reconcile);
        Cogs told = sum(world.charged).plus(sum(world.unknown));
        assertThat(world.chain.claimed())
                .as("claimed on chain, of what was told as charged or unknown")
                .isLessThanOrEqualTo(told);
        total.ifPresent(most -> assertThat(world.chain.claimed())
                .as("claimed on chain, of the total")
                .isLessThanOrEqualTo(most));
    }

    private static void claimAll(World world) {
        TreeSet<BigInteger> channels = new TreeSet<>();
        world.daemon.wiretap().claims().forEach(claim -> channels.add(claim.channel()));
        for (BigInteger id : channels) {
            Optional<Cogs> next = best(world, id);
            while (next.isPresent()) {
                world.chain.claim(ChannelId.of(id), next.get());
                next = best(world, id);
            }
        }
    }

    private static Optional<Cogs> best(World world, BigInteger id) {
        PaymentChannel channel = world.chain.channel(ChannelId.of(id)).orElseThrow();
        return world.daemon.wiretap().claims().stream()
                .filter(claim -> claim.channel().equals(id)
                        && claim.nonce().equals(channel.nonce().value()))
                .map(Wiretap.Claim::amount)
                .filter(amount -> !amount.isZero() && amount.compareTo(channel.value()) <= 0)
                .max(Comparator.naturalOrder());
    }

    private static Cogs sum(Collection<SignedAmount> payments) {
        return payments.stream().map(SignedAmount::price).reduce(Cogs.ZERO, Cogs::plus);
    }
}
