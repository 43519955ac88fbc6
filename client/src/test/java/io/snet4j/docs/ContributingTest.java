package io.snet4j.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages for contributors name classes and members that are there. */
class ContributingTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern FENCED = Pattern.compile("```.*?```", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** Such as {@code CallLoop}, {@code CallLoop.run}, {@code Outcome.Kind} or {@code Devnet.builder().start()}. */
    private static final Pattern NAME = Pattern.compile("([A-Z]\\w*[a-z]\\w*)(?:\\.([A-Za-z]\\w*)\\b(?!\\.md).*)?");

    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path module : modules.map(folder -> folder.resolve("src"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(module)) {
                    for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                            .toList()) {
                        String name = file.getFileName().toString().replace(".java", "");
                        // Two classes may share a name; either may have the member.
                        sources.merge(name, Files.readString(file), String::concat);
                    }
                }
            }
        }
        return sources;
    }

    private static List<String> wrongNames(String page, Map<String, String> sources) {
        List<String> wrong = new ArrayList<>();
        for (String code : names(page)) {
            Matcher name = NAME.matcher(code);
            if (name.matches()) {
                String source = sources.get(name.group(1));
                String member = name.group(2);
                if (source == null || member != null && !declares(source, member)) {
                    wrong.add(code);
                }
            }
        }
        return wrong;
    }

    private static List<String> names(String page) {
        return CODE.matcher(FENCED.matcher(page).replaceAll(""))
                .results()
                .map(code -> code.group(1))
                .filter(code -> NAME.matcher(code).matches())
                .toList();
    }

    /** Not only calls it: a type or a modifier stands before a method's name, and a constant begins its line. */
    private static boolean declares(String source, String member) {
        return Pattern.compile(
                        "[\\w>\\]?](?<!\\breturn|\\bnew|\\bthrow|\\belse) " + member + "\\b|^ +" + member
                                + "(?=[(,;])(?<=[A-Z])",
                        Pattern.MULTILINE)
                .matcher(source.replaceAll("(?m)^ *(/?\\*|//).*", ""))
                .find();
    }

    @Test
    void everyClassAndMemberThatAPageForContributorsNamesIsThere() throws IOException {
        Map<String, String> sources = sources();
        List<Path> pages;
        try (Stream<Path> files = Files.list(ROOT.resolve("docs/contributing"))) {
            pages = files.toList();
        }

        assertThat(names(Files.readString(ROOT.resolve("docs/contributing/a-call.md"))))
                .hasSizeGreaterThan(20);
        for (Path page : pages) {
            assertThat(wrongNames(Files.readString(page), sources))
                    .as("what %s names, and no source has", page.getFileName())
                    .isEmpty();
        }
    }

    @Test
    void aNameThatIsNowhereIsFound() {
        Map<String, String> sources =
                Map.of("CallLoop", "class CallLoop {\n    void run() {\n        send();\n    }\n}\n");

        assertThat(wrongNames("`CallLoop`, `CallLoop.run`, `mvn verify`, `CHANGELOG.md`", sources))
                .isEmpty();
        assertThat(wrongNames("`Wallet`, `CallLoop.send`, `CallLoop.walk()`", sources))
                .containsExactly("Wallet", "CallLoop.send", "CallLoop.walk()");
    }
}
