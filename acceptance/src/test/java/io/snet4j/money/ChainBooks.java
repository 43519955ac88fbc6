package io.snet4j.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.chain.Log;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One payer's money, from nothing but the chain: events for what was put in and claimed, state for what is left. What
 * was refunded is in no event, so it is taken from the payer's balance.
 */
final class ChainBooks {
    private static final String OPEN = "172899db3034d5e4e68a2873998cc66a59bad4610fa6319a51f31f75e84452b7";
    private static final String CLAIM = "77c3504a57863d978ba4c28ea297490f1f4814365f5ed32b35cbf5b695db003c";
    private static final String SENDER_CLAIM = "592ba8545b0ef2ef56ac54c4db27df2bdbb2a60acc1c5a4ac134eccc20cb8096";
    private static final String ADD_FUNDS = "b0e2286f86435d8f98d9cf1c908b693792eb905dd03cd40d2b1d23a3e5311a40";
    private static final String DEPOSIT = "d241e73300212f6df233a8e6d3146b88a9d4964e06621d54b5ff6afeba7b1b88";

    private final Shop net;
    private final Address payer;
    private final Agreed agreed;
    private final Cogs earnedBefore;
    private final long firstBlock;
    private final Map<BigInteger, Cogs> deposited = new TreeMap<>();
    private final Map<BigInteger, Cogs> claimed = new HashMap<>();
    private final Set<BigInteger> refunded = new HashSet<>();
    private Cogs intoEscrow;
    private long readTo;

    ChainBooks(Shop net, Address payer, Agreed agreed) {
        this.net = net;
        this.payer = payer;
        this.agreed = agreed;
        earnedBefore = net.escrow.balance(net.provider().address());
        readTo = net.chain.blockNumber().toLong();
        intoEscrow = net.escrow.balance(payer);
        firstBlock = readTo;
    }

    long firstBlock() {
        return firstBlock;
    }

    long readTo() {
        return readTo;
    }

    List<BigInteger> channels() {
        return List.copyOf(deposited.keySet());
    }

    Cogs claimed() {
        return sum(claimed);
    }

    /** Reads what is new and holds it against what was signed. */
    void verify() {
        BlockNumber head = net.chain.blockNumber();
        if (head.toLong() == readTo) {
            return;
        }
        net.chain
                .logs(net.escrow.address(), List.of(), BlockNumber.of(readTo + 1), head)
                .forEach(this::enter);
        readTo = head.toLong();
        Cogs remaining = Cogs.ZERO;
        for (BigInteger id : deposited.keySet()) {
            PaymentChannel channel = net.escrow.channel(ChannelId.of(id)).orElseThrow();
            remaining = remaining.plus(channel.value());
            Cogs accounted = channel.value().plus(claimed.getOrDefault(id, Cogs.ZERO));
            if (refunded.contains(id)) {
                assertThat(accounted).as("in channel " + id).isLessThanOrEqualTo(deposited.get(id));
            } else {
                assertThat(accounted).as("in channel " + id).isEqualTo(deposited.get(id));
            }
        }
        Cogs balance = net.escrow.balance(payer);
        assertThat(net.token.balance(payer)).isEqualTo(Shop.FUNDS.minus(intoEscrow));
        BigInteger back = balance.plus(sum(deposited)).value().subtract(intoEscrow.value());
        assertThat(sum(deposited).value())
                .as("deposited = claimed + refunded + remaining")
                .isEqualTo(claimed().plus(remaining).value().add(back));
        assertThat(back.signum()).isNotNegative();
        assertThat(net.escrow.balance(net.provider().address()).minus(earnedBefore))
                .isEqualTo(claimed());
    }

    private void enter(Log log) {
        String event = HexFormat.of().formatHex(log.topics().get(0));
        BigInteger subject = new BigInteger(1, log.topics().get(1));
        boolean byPayer = subject.equals(new BigInteger(1, payer.toBytes()));
        switch (event) {
            case OPEN -> {
                if (byPayer) {
                    deposited.put(word(log, 0), new Cogs(word(log, 3)));
                }
            }
            case ADD_FUNDS -> deposited.computeIfPresent(subject, (id, value) -> value.plus(new Cogs(word(log, 0))));
            case DEPOSIT -> {
                if (byPayer) {
                    intoEscrow = intoEscrow.plus(new Cogs(word(log, 0)));
                }
            }
            case SENDER_CLAIM -> refunded.add(subject);
            case CLAIM -> {
                if (deposited.containsKey(subject)) {
                    claim(subject, word(log, 0), new Cogs(word(log, 1)));
                }
            }
            default -> {}
        }
    }

    /** @param newNonce the event has the one after the claim */
    private void claim(BigInteger id, BigInteger newNonce, Cogs amount) {
        PaymentKey key = new PaymentKey(id, newNonce.subtract(BigInteger.ONE));
        assertThat(amount).as("claimed at " + key).isLessThanOrEqualTo(agreed.highestSigned(key));
        claimed.merge(id, amount, Cogs::plus);
        if (net.escrow
                        .channel(ChannelId.of(id))
                        .orElseThrow()
                        .expiration()
                        .value()
                        .signum()
                == 0) {
            refunded.add(id);
        }
    }

    private static BigInteger word(Log log, int index) {
        return new BigInteger(1, Arrays.copyOfRange(log.data(), 32 * index, 32 * index + 32));
    }

    private static Cogs sum(Map<BigInteger, Cogs> amounts) {
        return amounts.values().stream().reduce(Cogs.ZERO, Cogs::plus);
    }
}
