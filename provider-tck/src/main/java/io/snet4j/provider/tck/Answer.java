package io.snet4j.provider.tck;

import io.grpc.Status;
import io.grpc.Status.Code;
import io.snet4j.internal.text.ForeignText;
import java.util.List;
import java.util.Optional;

/**
 * How a call ended.
 *
 * @param call for messages, with what was asked
 * @param value empty if it failed
 */
record Answer<T>(String call, Optional<T> value, Status status) {
    /** What would be broken in the same way if the provider were gone. */
    private static final List<Code> NO_ANSWER = List.of(Code.DEADLINE_EXCEEDED, Code.UNAVAILABLE);

    static <T> Answer<T> given(String call, T value) {
        return new Answer<>(call, Optional.of(value), Status.OK);
    }

    static <T> Answer<T> failed(String call, Status status) {
        return new Answer<>(call, Optional.empty(), status);
    }

    boolean isGiven() {
        return value.isPresent();
    }

    /** @throws BrokenRule if the call failed */
    T required() {
        return value.orElseThrow(() -> new BrokenRule(call + " failed: " + words()));
    }

    /** @throws BrokenRule if the call was answered, or if nobody answered it */
    void requireRefused(String why) {
        if (value.isPresent()) {
            throw new BrokenRule(call + " was answered" + shown() + ", and an error was due: " + why);
        }
        if (NO_ANSWER.contains(status.getCode())) {
            throw new BrokenRule(call + " was neither answered nor refused: " + words());
        }
    }

    /** @throws BrokenRule if it failed otherwise, or was answered */
    void requireRefusedAs(List<Code> codes, String why) {
        requireRefused(why);
        if (!codes.contains(status.getCode())) {
            throw new BrokenRule(call + " was refused as " + words() + ", and " + codes.get(0) + " was due: " + why);
        }
    }

    private String shown() {
        String text = value.map(String::valueOf).orElse("");
        return text.isEmpty() ? "" : " (" + ForeignText.of(text, 200) + ")";
    }

    /** The status as people read it. */
    String words() {
        String description = status.getDescription();
        return status.getCode() + (description == null ? ", without words" : ", " + ForeignText.of(description, 300));
    }
}
