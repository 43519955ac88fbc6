package io.snet4j.chain;

import io.snet4j.value.Wei;
import java.math.BigInteger;

/**
 * The most ether that transactions may cost in fees. Gas and price are what the node names, so without a limit a node
 * that lies, or is broken, spends what the account has.
 *
 * <p>Each transaction is held against it before it is signed, at the most that it can cost: gas limit × highest price
 * per gas. That counts until the receipt comes, then what the receipt says was paid. A transaction that was signed and
 * got no receipt goes on counting, even if the node said that it refused it. Of several with one nonce the dearest
 * counts, as only one of them can be mined.
 *
 * <p>A receipt is the node's word. One that names less than a quarter of the most, a price below the tip, or more gas
 * than was allowed is not believed, and the most goes on counting. So a node that lies in receipts, too, can bring what
 * is paid to at most four times {@code total}.
 *
 * @param perTransaction the most for one transaction
 * @param total the most for all transactions of one {@link Chain} object together, such as those of one client
 * @since 0.1.0
 */
public record FeeLimit(Wei perTransaction, Wei total) {
    private static final FeeLimit DEFAULTS = new FeeLimit(Wei.ofEther("0.05"), Wei.ofEther("0.25"));

    /** More ether than there is. */
    private static final Wei ANY = new Wei(BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE));

    private static final FeeLimit NONE = new FeeLimit(ANY, ANY);

    /** 0.05 ether per transaction, 0.25 ether in all. */
    public static FeeLimit defaults() {
        return DEFAULTS;
    }

    /** Any fee, for networks whose ether is worth nothing. */
    public static FeeLimit none() {
        return NONE;
    }

    @Override
    public String toString() {
        return equals(NONE) ? "FeeLimit[none]" : "FeeLimit[perTransaction=" + perTransaction + ", total=" + total + "]";
    }
}
