package io.snet4j.chain;

import com.esaulpaugh.headlong.abi.ABIType;
import com.esaulpaugh.headlong.abi.ArrayType;
import com.esaulpaugh.headlong.abi.Tuple;
import com.esaulpaugh.headlong.abi.TupleType;
import io.snet4j.internal.core.Words;
import io.snet4j.value.Address;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Values of certain types in the contract ABI, over headlong's coder, with this project's values: {@code BigInteger},
 * {@link Address}, {@code byte[]}, {@code Boolean}, {@code String} and {@code List} of them. The types are parsed once.
 * Immutable.
 */
final class Abi {
    private static final int ADDRESS_LENGTH = 20;

    /** What one topic of a log can be. */
    static final Abi ADDRESS = of(List.of("address"));

    static final Abi UINT256 = of(List.of("uint256"));

    private final List<String> types;
    private final TupleType<Tuple> tuple;

    private Abi(List<String> types) {
        this.types = types;
        this.tuple = TupleType.parse("(" + String.join(",", types) + ")");
    }

    static Abi of(List<String> types) {
        return new Abi(types);
    }

    /** The types between the parentheses of {@code name(type,type)}. */
    static List<String> types(String signature) {
        String list = signature.substring(signature.indexOf('(') + 1, signature.lastIndexOf(')'));
        return list.isEmpty() ? List.of() : List.of(list.split(","));
    }

    byte[] encode(Object... values) {
        if (types.size() != values.length) {
            throw new IllegalArgumentException(values.length + " values for the types " + types);
        }
        Object[] coded = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            coded[i] = toCoder(tuple.get(i), values[i]);
        }
        ByteBuffer encoded = tuple.encode(Tuple.from(coded));
        return Arrays.copyOf(encoded.array(), encoded.capacity());
    }

    private static Object toCoder(ABIType<?> type, Object value) {
        try {
            if (value instanceof List<?> list && type instanceof ArrayType<?, ?, ?> array) {
                return toArray(array.getElementType(), list);
            }
            return plain(type, value);
        } catch (ArithmeticException | ClassCastException e) {
            throw new IllegalArgumentException("no value of type " + type + ": " + value, e);
        }
    }

    private static Object toArray(ABIType<?> type, List<?> list) {
        Class<?> primitive = type.clazz() == Integer.class
                ? int.class
                : type.clazz() == Boolean.class ? boolean.class : type.clazz();
        Object array = Array.newInstance(primitive, list.size());
        for (int i = 0; i < list.size(); i++) {
            Array.set(array, i, plain(type, list.get(i)));
        }
        return array;
    }

    private static Object plain(ABIType<?> type, Object value) {
        if (value instanceof Address address) {
            return com.esaulpaugh.headlong.abi.Address.wrap(address.toString());
        }
        return type.clazz() == Integer.class ? (Object) ((BigInteger) value).intValueExact() : value;
    }

    Values decode(byte[] data) {
        try {
            AbiBounds.check(types, data);
            List<Object> values = new ArrayList<>();
            for (Object value : tuple.decode(ByteBuffer.wrap(data))) {
                values.add(fromCoder(value));
            }
            return new Values(values);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(data.length + " bytes that are not of the types " + types, e);
        }
    }

    private static Object fromCoder(Object value) {
        if (value instanceof com.esaulpaugh.headlong.abi.Address address) {
            return Address.of(Words.unsigned(address.value(), ADDRESS_LENGTH));
        }
        if (value instanceof Integer number) {
            return BigInteger.valueOf(number);
        }
        if (!value.getClass().isArray() || value instanceof byte[]) {
            return value;
        }
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < Array.getLength(value); i++) {
            list.add(fromCoder(Array.get(value, i)));
        }
        return list;
    }

    static byte[] concat(byte[] head, byte[] tail) {
        byte[] all = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        return all;
    }
}
