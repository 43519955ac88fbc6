package io.snet4j.chain;

import io.snet4j.internal.core.Keccak;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** An event of a contract, by its types: reads logs. */
final class Event {
    private static final String INDEXED = " indexed";

    private final String signature;
    private final List<Parameter> parameters;
    private final Abi plain;
    private final byte[] topic;

    /** @param indexed what its topic is of; empty if it is in the data */
    private record Parameter(Optional<Abi> indexed) {}

    private Event(String declaration) {
        this.signature = declaration.replace(INDEXED, "");
        List<String> types = Abi.types(declaration);
        this.parameters = types.stream().map(Event::parameter).toList();
        this.plain =
                Abi.of(types.stream().filter(type -> !type.endsWith(INDEXED)).toList());
        this.topic = Keccak.hash(signature);
    }

    private static Parameter parameter(String type) {
        return new Parameter(
                type.endsWith(INDEXED) ? Optional.of(Abi.of(List.of(type.replace(INDEXED, "")))) : Optional.empty());
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
        long indexed = parameters.stream()
                .filter(parameter -> parameter.indexed().isPresent())
                .count();
        if (log.topics().size() != 1 + indexed) {
            throw new IllegalArgumentException(
                    "no log of " + signature + ": " + log.topics().size() + " topics");
        }
        Values data = plain.decode(log.data());
        List<Object> values = new ArrayList<>();
        int topics = 1;
        int fields = 0;
        for (Parameter parameter : parameters) {
            values.add(
                    parameter.indexed().isPresent()
                            ? parameter
                                    .indexed()
                                    .get()
                                    .decode(log.topics().get(topics++))
                                    .get(0)
                            : data.get(fields++));
        }
        return new Values(values);
    }
}
