package io.snet4j.chain;

import io.snet4j.errors.SpendingLimitException;
import io.snet4j.identity.Fee;
import io.snet4j.identity.UnsignedTransaction;
import io.snet4j.value.Address;
import io.snet4j.value.Wei;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What transactions have cost and may still cost, held against a {@link FeeLimit}, which has the rules. Thread-safe.
 */
final class FeeAccount {
    /** No transaction needs less. */
    private static final BigInteger LEAST_GAS = BigInteger.valueOf(21_000);

    /**
     * The part of the most below which a receipt is not believed. An honest one names more: the price is at least half
     * of the highest unless the base fee fell by half, and the gas two thirds of the limit.
     */
    private static final BigInteger BELIEVED_PART = BigInteger.valueOf(4);

    /** Ether in words is longer than wei for what nobody has. */
    private final FeeLimit limit;
    /** Signed, and no receipt that was believed. */
    private final Map<Slot, Wei> open = new HashMap<>();

    private Wei counted = Wei.ZERO;

    FeeAccount(FeeLimit limit) {
        this.limit = limit;
    }

    /** One of all transactions with the same of these is mined. */
    private record Slot(Address from, BigInteger nonce) {}

    /**
     * To be called before a transaction is signed; counts it.
     *
     * @throws SpendingLimitException if it may cost too much; it then must not be signed
     */
    synchronized void admit(Address from, UnsignedTransaction content) {
        Slot slot = new Slot(from, content.nonce());
        Wei price = new Wei(content.fee().maxFeePerGas());
        Wei most = price.times(content.gasLimit());
        requirePerTransaction(most, content.gasLimit(), price);
        Wei before = open.getOrDefault(slot, Wei.ZERO);
        if (most.compareTo(before) > 0) {
            Wei others = counted.minus(before);
            requireTotal(others, most, gasAndPrice(content.gasLimit(), price));
            open.put(slot, most);
            counted = others.plus(most);
        }
    }

    /** @throws SpendingLimitException if these, sent one after the other, would be refused now */
    synchronized void check(List<GasEstimate> transactions) {
        Wei sum = Wei.ZERO;
        for (GasEstimate one : transactions) {
            requirePerTransaction(one.maxFee(), one.gas(), one.maxFeePerGas());
            sum = sum.plus(one.maxFee());
            requireTotal(counted, sum, gasAndPrice(one.gas(), one.maxFeePerGas()));
        }
    }

    /**
     * A receipt has come.
     *
     * @param price in wei for each unit of gas; empty where the node does not tell
     */
    synchronized void mined(Address from, UnsignedTransaction content, BigInteger gasUsed, Optional<BigInteger> price) {
        Slot slot = new Slot(from, content.nonce());
        Wei most = open.getOrDefault(slot, Wei.ZERO);
        BigInteger paid = gasUsed.multiply(price(content.fee(), price));
        if (isBelievable(content, gasUsed, price(content.fee(), price))
                && paid.multiply(BELIEVED_PART).compareTo(most.value()) >= 0
                && paid.compareTo(most.value()) <= 0) {
            open.remove(slot);
            counted = counted.minus(most).plus(new Wei(paid));
        }
    }

    /** What a receipt says was paid; empty where the node does not tell the price. */
    static Optional<Wei> paid(UnsignedTransaction content, BigInteger gasUsed, Optional<BigInteger> price) {
        Optional<BigInteger> told = content.fee() instanceof Fee.Legacy legacy ? Optional.of(legacy.gasPrice()) : price;
        return told.map(each -> new Wei(each.multiply(gasUsed)));
    }

    private static BigInteger price(Fee fee, Optional<BigInteger> told) {
        return fee instanceof Fee.Legacy legacy ? legacy.gasPrice() : told.orElse(fee.maxFeePerGas());
    }

    private static boolean isBelievable(UnsignedTransaction content, BigInteger gasUsed, BigInteger price) {
        BigInteger least = content.fee() instanceof Fee.Eip1559 fee
                ? fee.maxPriorityFeePerGas().min(fee.maxFeePerGas())
                : price;
        return gasUsed.compareTo(LEAST_GAS) >= 0
                && gasUsed.compareTo(content.gasLimit()) <= 0
                && price.compareTo(least) >= 0
                && price.compareTo(content.fee().maxFeePerGas()) <= 0;
    }

    private void requirePerTransaction(Wei most, BigInteger gas, Wei price) {
        if (most.compareTo(limit.perTransaction()) > 0) {
            throw new SpendingLimitException("a transaction may cost " + most + " in fees "
                    + gasAndPrice(gas, price) + ", the fee limit allows " + limit.perTransaction()
                    + " per transaction; raise perTransaction if that is meant, or use another node:"
                    + " gas and price are what this one names");
        }
    }

    private void requireTotal(Wei others, Wei more, String why) {
        if (others.plus(more).compareTo(limit.total()) > 0) {
            throw new SpendingLimitException("a transaction may bring fees by " + more + " " + why + " to "
                    + others.plus(more) + ", the fee limit allows " + limit.total()
                    + " in all; raise total if that is meant, or use another node if this one names too much: "
                    + others + " are paid, or may be for " + open.size()
                    + " transactions without a receipt that can be believed");
        }
    }

    private static String gasAndPrice(BigInteger gas, Wei price) {
        return "(" + gas + " gas at up to " + price + " each)";
    }
}
