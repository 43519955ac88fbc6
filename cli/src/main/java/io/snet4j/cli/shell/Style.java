package io.snet4j.cli.shell;

/** Colours and weights, or none. */
public enum Style {
    PLAIN,
    COLOURED;

    public String strong(String text) {
        return escaped("1", text);
    }

    public String good(String text) {
        return escaped("32", text);
    }

    public String bad(String text) {
        return escaped("31", text);
    }

    public String faint(String text) {
        return escaped("2", text);
    }

    private String escaped(String code, String text) {
        return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
