package io.snet4j;

import io.snet4j.internal.text.ForeignText;
import java.util.Map;

/**
 * An enum's type.
 *
 * @param name with its package and the messages around it
 * @param values numbers by name, in the order of the proto file
 * @since 0.1.0
 */
public record ApiEnum(String name, Map<String, Integer> values) {
    /** Printable and short, whatever strangers wrote. */
    @Override
    public String toString() {
        return ForeignText.of("ApiEnum[name=" + name + ", values=" + values + "]");
    }
}
