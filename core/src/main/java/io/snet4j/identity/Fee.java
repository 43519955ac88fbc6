package io.snet4j.identity;

import java.math.BigInteger;

/**
 * What a transaction offers for each unit of gas, in wei. Decides the transaction's type, too.
 *
 * @since 0.1.0
 */
public sealed interface Fee {
    /** In wei; no unit of gas costs more. */
    BigInteger maxFeePerGas();

    /**
     * For transactions of type 2: the block's base fee and a tip.
     *
     * @param maxFeePerGas in wei, base fee and tip together at most
     * @param maxPriorityFeePerGas in wei, the tip at most
     */
    record Eip1559(BigInteger maxFeePerGas, BigInteger maxPriorityFeePerGas) implements Fee {}

    /**
     * For legacy transactions, bound to their chain by EIP-155: one price, taken in full.
     *
     * @param gasPrice in wei
     */
    record Legacy(BigInteger gasPrice) implements Fee {
        @Override
        public BigInteger maxFeePerGas() {
            return gasPrice;
        }
    }
}
