package io.snet4j.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How comments look, which the formatter leaves as they are. */
class CommentsTest {
    private static final int WIDTH = 120;
    private static final Pattern COMMENT = Pattern.compile("\\s*(/\\*\\*|\\*|//).*");

    /** One that does not begin a line is no tag to Javadoc, and stands in the text of the page. */
    private static final Pattern LATE_TAG = Pattern.compile("\\s*(/\\*\\*|\\*) [^@].*[.;] @(return|throws|param) .*");

    @Test
    void aLineOfACommentFitsTheWidthOfTheCode() throws IOException {
        assertThat(lines(line -> line.length() > WIDTH && COMMENT.matcher(line).matches()))
                .isEmpty();
    }

    @Test
    void aTagBeginsItsLine() throws IOException {
        assertThat(lines(line -> LATE_TAG.matcher(line).matches())).isEmpty();
    }

    private interface Rule {
        boolean isBroken(String line);
    }

    /** Those that break a rule, with file and number. */
    private static List<String> lines(Rule rule) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            for (Path sources : modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(sources)) {
                    for (Path file : files.filter(each -> each.toString().endsWith(".java"))
                            .toList()) {
                        List<String> all = Files.readAllLines(file);
                        for (int i = 0; i < all.size(); i++) {
                            if (rule.isBroken(all.get(i))) {
                                found.add(file + ":" + (i + 1));
                            }
                        }
                    }
                }
            }
        }
        return found;
    }
}
