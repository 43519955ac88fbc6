package io.snet4j.chain;

import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.util.List;

/** Decoded values, to be read by position as what the definition says they are. */
final class Values {
    private final List<Object> values;

    Values(List<Object> values) {
        this.values = List.copyOf(values);
    }

    Object get(int position) {
        return values.get(position);
    }

    BigInteger uint(int position) {
        return (BigInteger) get(position);
    }

    Cogs cogs(int position) {
        return new Cogs(uint(position));
    }

    boolean bool(int position) {
        return (Boolean) get(position);
    }

    Address address(int position) {
        return (Address) get(position);
    }

    byte[] bytes(int position) {
        return (byte[]) get(position);
    }

    String text(int position) {
        return (String) get(position);
    }

    List<?> list(int position) {
        return (List<?>) get(position);
    }
}
