package io.snet4j.cli.demo;

import io.snet4j.value.Cogs;

/** Amounts for people. */
final class Money {
    private Money() {}

    /** In FET, without rounding: {@code 0.01 FET}. */
    static String fet(Cogs amount) {
        return amount.toFet().stripTrailingZeros().toPlainString() + " FET";
    }
}
