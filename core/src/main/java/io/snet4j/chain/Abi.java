package io.snet4j.chain;

import io.snet4j.value.Address;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.FunctionReturnDecoder;
import org.web3j.abi.TypeDecoder;
import org.web3j.abi.TypeReference;
import org.web3j.abi.datatypes.Type;

/**
 * The contract ABI over web3j's coder, with this project's values: {@code BigInteger}, {@link Address}, {@code byte[]},
 * {@code Boolean}, {@code String} and {@code List} of them.
 */
@SuppressWarnings({"unchecked", "rawtypes"}) // as web3j's coder wants them
final class Abi {
    private Abi() {}

    /** The types between the parentheses of {@code name(type,type)}. */
    static List<String> types(String signature) {
        String list = signature.substring(signature.indexOf('(') + 1, signature.lastIndexOf(')'));
        return list.isEmpty() ? List.of() : List.of(list.split(","));
    }

    static byte[] encode(List<String> types, Object... values) {
        if (types.size() != values.length) {
            throw new IllegalArgumentException(values.length + " values for the types " + types);
        }
        List<Type> typed = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            typed.add(toWeb3j(types.get(i), values[i]));
        }
        return HexFormat.of().parseHex(FunctionEncoder.encodeConstructor(typed));
    }

    private static Type<?> toWeb3j(String type, Object value) {
        Object plain =
                value instanceof List<?> list ? list.stream().map(Abi::plain).toList() : plain(value);
        try {
            return TypeDecoder.instantiateType(type, plain);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalArgumentException("no value of type " + type + ": " + value, e);
        }
    }

    private static Object plain(Object value) {
        return value instanceof Address address ? address.toString() : value;
    }

    static Values decode(List<String> types, byte[] data) {
        try {
            AbiBounds.check(types, data);
            List<TypeReference<Type>> references = new ArrayList<>();
            for (String type : types) {
                references.add(TypeReference.makeTypeReference(type));
            }
            List<Type> decoded = FunctionReturnDecoder.decode(HexFormat.of().formatHex(data), references);
            if (decoded.size() != types.size()) {
                throw new IllegalArgumentException("nothing there");
            }
            return new Values(decoded.stream().map(Abi::fromWeb3j).toList());
        } catch (ClassNotFoundException | RuntimeException e) {
            throw new IllegalArgumentException(data.length + " bytes that are not of the types " + types, e);
        }
    }

    private static Object fromWeb3j(Type<?> type) {
        Object value = type.getValue();
        if (type instanceof org.web3j.abi.datatypes.Address) {
            return Address.parse(value.toString());
        }
        return value instanceof List<?> list
                ? list.stream().map(element -> fromWeb3j((Type<?>) element)).toList()
                : value;
    }

    static byte[] concat(byte[] head, byte[] tail) {
        byte[] all = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        return all;
    }
}
