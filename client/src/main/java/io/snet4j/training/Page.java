package io.snet4j.training;

import io.snet4j.internal.text.ForeignText;
import java.util.List;

/**
 * A part of a longer list.
 *
 * @param number from 0
 * @param mayHaveNext whether the page was full; the daemon tells no total
 * @since 0.1.0
 */
public record Page<T>(List<T> items, int number, boolean mayHaveNext) {
    public Page {
        items = List.copyOf(items);
    }

    /** Printable and short, whatever strangers wrote. */
    @Override
    public String toString() {
        return ForeignText.of("Page[items=" + items + ", number=" + number + ", mayHaveNext=" + mayHaveNext + "]");
    }
}
