package io.snet4j.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A table of the code that stands on a page as well, printed there if {@code SNET4J_WRITE_DOCS} is set. */
public final class PrintedTable {
    private static final String END = "\n<!-- End of the table. -->\n";

    private PrintedTable() {}

    /** @param test by which the page says that it is printed */
    public static void check(Path page, Class<?> test, String table) throws IOException {
        String text = Files.readString(page);
        String line = "<!-- The table is printed by " + test.getSimpleName() + ", if SNET4J_WRITE_DOCS is set. -->\n\n";
        int begin = text.indexOf(line) + line.length();
        int end = end(text, begin);
        assertThat(end).as("the table's place in " + page).isPositive();
        if (System.getenv("SNET4J_WRITE_DOCS") != null) {
            Files.writeString(page, text.substring(0, begin) + table + text.substring(end));
            return;
        }

        assertThat(text.substring(begin, end)).isEqualTo(table);
    }

    /** Where the table ends on a page; negative if it has none. */
    public static int end(String page, int from) {
        return page.indexOf(END, from);
    }
}
