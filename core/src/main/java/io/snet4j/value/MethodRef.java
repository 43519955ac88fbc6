package io.snet4j.value;

import io.snet4j.internal.text.ForeignText;

/**
 * A method of a service, by simple names, as the daemon's training metadata has them.
 *
 * @param service simple name of the protobuf service, without its package
 * @param method name of the rpc
 * @since 0.1.0
 */
public record MethodRef(String service, String method) {
    /** @throws IllegalArgumentException if a part is blank or holds a slash */
    public MethodRef {
        check("service", service);
        check("method", method);
    }

    /**
     * Reads {@code Service/method}.
     *
     * @throws IllegalArgumentException naming the text, if it is anything else
     */
    public static MethodRef parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException(
                    "not a method: " + ForeignText.quoted(text) + "; expected Service/method");
        }
        return new MethodRef(text.substring(0, slash), text.substring(slash + 1));
    }

    private static void check(String part, String name) {
        if (name.isBlank() || name.indexOf('/') >= 0) {
            throw new IllegalArgumentException("not a " + part + " name: " + ForeignText.quoted(name));
        }
    }

    /** {@code Service/method}, printable and short. */
    @Override
    public String toString() {
        return ForeignText.of(service + "/" + method);
    }
}
