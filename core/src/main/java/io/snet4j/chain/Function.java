package io.snet4j.chain;

import io.snet4j.internal.core.Keccak;
import java.util.Arrays;
import java.util.List;

/** A function of a contract, by its types: encodes its calls and reads its results. */
final class Function {
    private static final int SELECTOR_LENGTH = 4;

    private final String signature;
    private final Abi parameters;
    private final Abi results;
    private final byte[] selector;

    private Function(String signature, List<String> results) {
        this.signature = signature;
        this.parameters = Abi.of(Abi.types(signature));
        this.results = Abi.of(results);
        this.selector = Arrays.copyOf(Keccak.hash(signature), SELECTOR_LENGTH);
    }

    /** @param signature in canonical form, {@code name(type,type)} */
    static Function of(String signature, String... results) {
        return new Function(signature, List.of(results));
    }

    String name() {
        return signature.substring(0, signature.indexOf('('));
    }

    String signature() {
        return signature;
    }

    byte[] selector() {
        return selector.clone();
    }

    boolean matches(byte[] data) {
        return data.length >= SELECTOR_LENGTH && Arrays.equals(data, 0, SELECTOR_LENGTH, selector, 0, SELECTOR_LENGTH);
    }

    /** @throws IllegalArgumentException if an argument does not fit its type */
    byte[] encode(Object... arguments) {
        return Abi.concat(selector, parameters.encode(arguments));
    }

    /** @throws IllegalArgumentException if the bytes are not of these types */
    Values decodeResult(byte[] data) {
        return results.decode(data);
    }

    /** @throws IllegalArgumentException if the bytes are not of these types */
    Values decodeArguments(byte[] callData) {
        return parameters.decode(Arrays.copyOfRange(callData, SELECTOR_LENGTH, callData.length));
    }
}
