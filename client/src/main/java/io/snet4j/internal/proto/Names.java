package io.snet4j.internal.proto;

/** Names that protoc makes of others. */
final class Names {
    private Names() {}

    static String join(String scope, String name) {
        return scope.isEmpty() ? name : scope + "." + name;
    }

    static String json(String field) {
        return camel(field, false);
    }

    static String mapEntry(String field) {
        return camel(field, true) + "Entry";
    }

    private static String camel(String field, boolean upper) {
        StringBuilder name = new StringBuilder();
        boolean next = upper;
        for (char c : field.toCharArray()) {
            if (c == '_') {
                next = true;
            } else {
                name.append(next && c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c);
                next = false;
            }
        }
        return name.toString();
    }
}
