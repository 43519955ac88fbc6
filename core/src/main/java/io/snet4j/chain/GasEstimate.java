package io.snet4j.chain;

import io.snet4j.value.Wei;
import java.math.BigInteger;

/**
 * What a transaction would cost at most.
 *
 * @param gas in gas: what it would be sent with, which is more than it is expected to use
 * @param maxFeePerGas the most that each unit of gas would cost
 * @param basis where {@code gas} is from
 * @since 0.1.0
 */
public record GasEstimate(BigInteger gas, Wei maxFeePerGas, Basis basis) {
    /** What all of the gas would cost. */
    public Wei maxFee() {
        return maxFeePerGas.times(gas);
    }

    /** Where a figure is from. */
    public enum Basis {
        /** The node tried the transaction on the chain as it is now. */
        NODE,
        /** A fixed figure above what was ever measured, for what cannot be tried before an earlier one is mined. */
        FIXED
    }
}
