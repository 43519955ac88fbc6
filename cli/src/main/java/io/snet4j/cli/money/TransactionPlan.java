package io.snet4j.cli.money;

import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
import java.util.List;

/**
 * Transactions that are not sent yet.
 *
 * @param transactions in the order in which they are sent
 */
public record TransactionPlan(List<Step> transactions) {
    public TransactionPlan {
        transactions = List.copyOf(transactions);
    }

    /**
     * One of them.
     *
     * @param kind what it does, in words: "deposit"
     * @param amount what it moves; zero if nothing
     * @param maxFee what it may cost at most, at present prices
     */
    public record Step(String kind, Cogs amount, Wei maxFee) {
        @Override
        public String toString() {
            return amount.isZero() ? kind : kind + " " + amount;
        }
    }

    /** Of all of them. */
    public Wei maxFee() {
        return transactions.stream().map(Step::maxFee).reduce(Wei.ZERO, Wei::plus);
    }
}
