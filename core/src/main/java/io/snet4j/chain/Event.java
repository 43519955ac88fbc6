package io.snet4j.chain;

import io.snet4j.internal.core.Keccak;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An event of a contract, by its types: reads logs. */
final class Event {
    private static final String INDEXED = " indexed";

    private final String signature;
    private final List<String> parameters;
    private final byte[] topic;

    private Event(String declaration) {
        this.signature = declaration.replace(INDEXED, "");
        this.parameters = Abi.types(declaration);
        this.topic = Keccak.hash(signature);
    }

    /** @param declaration in canonical form, {@code name(type,type indexed)} */
    static Event of(String declaration) {
        return new Event(declaration);
    }

    String signature() {
        return signature;
    }

    /** The first topic of its logs. */
    byte[] topic() {
        return topic.clone();
    }

    boolean matches(Log log) {
        return !log.topics().isEmpty() && Arrays.equals(log.topics().get(0), topic);
    }

    /**
     * The arguments in the order of the declaration.
     *
     * @throws IllegalArgumentException if the log is not of these types
     */
    Values decode(Log log) {
        List<String> plain =
                parameters.stream().filter(type -> !type.endsWith(INDEXED)).toList();
        if (log.topics().size() != 1 + parameters.size() - plain.size()) {
            throw new IllegalArgumentException(
                    "no log of " + signature + ": " + log.topics().size() + " topics");
        }
        Values data = Abi.decode(plain, log.data());
        List<Object> values = new ArrayList<>();
        int topics = 1;
        int fields = 0;
        for (String type : parameters) {
            values.add(
                    type.endsWith(INDEXED)
                            ? Abi.decode(
                                            List.of(type.replace(INDEXED, "")),
                                            log.topics().get(topics++))
                                    .get(0)
                            : data.get(fields++));
        }
        return new Values(values);
    }
}
