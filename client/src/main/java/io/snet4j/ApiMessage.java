package io.snet4j;

import io.snet4j.internal.text.ForeignText;
import java.util.List;

/**
 * A message's type.
 *
 * @param name with its package and the messages around it
 * @param fields in the order of the proto file
 * @since 0.1.0
 */
public record ApiMessage(String name, List<Field> fields) {
    /**
     * A field of a message.
     *
     * @param name as in the proto file
     * @param jsonName as in JSON
     * @param type such as {@code int32}, {@code map<string, pkg.Message>}, or a full name
     */
    public record Field(String name, String jsonName, int number, String type, Label label) {
        /** Printable and short, whatever strangers wrote. */
        @Override
        public String toString() {
            return ForeignText.of("Field[name=" + name + ", jsonName=" + jsonName + ", number=" + number + ", type="
                    + type + ", label=" + label + "]");
        }
    }

    /** Whether a field must, may or can several times be set. */
    public enum Label {
        /** Without presence: not set is the same as its default value. */
        NONE,
        OPTIONAL,
        REQUIRED,
        REPEATED
    }

    /** Printable and short, whatever strangers wrote. */
    @Override
    public String toString() {
        return ForeignText.of("ApiMessage[name=" + name + ", fields=" + fields + "]");
    }
}
