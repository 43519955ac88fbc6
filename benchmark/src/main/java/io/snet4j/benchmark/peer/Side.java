package io.snet4j.benchmark.peer;

/** Who is measured. */
public enum Side {
    OURS("snet4j"),
    FLOOR("bare stub"),
    PYTHON("Python SDK");

    private final String title;

    Side(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
