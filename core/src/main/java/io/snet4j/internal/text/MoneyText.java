package io.snet4j.internal.text;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Amounts as people read them, exact to the last digit: {@code 0.02 FET}, {@code 250 cogs}, {@code 1.5 gwei}. */
public final class MoneyText {
    private static final int DECIMALS = 18;
    private static final int GWEI_DECIMALS = 9;
    /** Nobody counts more zeros behind a point; below, the smallest unit is easier to read. */
    private static final BigInteger LEAST_WHOLE = BigInteger.TEN.pow(9);

    private static final BigInteger LEAST_ETHER = BigInteger.TEN.pow(14);

    private MoneyText() {}

    /** In FET, from a billionth of one on; in cogs below. */
    public static String cogs(BigInteger amount) {
        return isSmall(amount) ? amount + " cogs" : plain(amount, DECIMALS) + " FET";
    }

    /** In ether, from a ten thousandth of one on; in gwei or wei below. */
    public static String wei(BigInteger amount) {
        if (isSmall(amount)) {
            return amount + " wei";
        }
        return amount.signum() == 0 || amount.compareTo(LEAST_ETHER) >= 0
                ? plain(amount, DECIMALS) + " ether"
                : plain(amount, GWEI_DECIMALS) + " gwei";
    }

    /** Whole tokens without zeros at the end, and with no exponent when it is printed. */
    public static BigDecimal whole(BigInteger amount, int decimals) {
        BigDecimal stripped = new BigDecimal(amount, decimals).stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static String plain(BigInteger amount, int decimals) {
        return whole(amount, decimals).toPlainString();
    }

    private static boolean isSmall(BigInteger amount) {
        return amount.signum() != 0 && amount.compareTo(LEAST_WHOLE) < 0;
    }
}
