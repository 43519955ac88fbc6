package io.snet4j.docs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.snet4j.internal.core.LockRank;
import io.snet4j.internal.core.OrderedLock;
import io.snet4j.testing.PrintedTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of the locks names all that there are, in the order that is checked. */
class ConcurrencyTest {
    private static final Path PAGE = Path.of("../docs/contributing/concurrency.md");
    private static final String END_OF_OTHERS = "\n\nMemory, marks";

    private static final Pattern LOCK =
            Pattern.compile("\\bsynchronized\\b|\\b(ReentrantLock|ReentrantReadWriteLock|StampedLock|Semaphore)\\(");
    private static final Pattern NO_CODE = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*|\"(\\\\.|[^\"\\\\\n])*\"");

    @Test
    void thePageShowsTheOrderThatIsChecked() throws IOException {
        PrintedTable.check(PAGE, ConcurrencyTest.class, table());
    }

    private static String table() {
        return "| | lock | guards | while it is held |\n|---|---|---|---|\n"
                + Stream.of(LockRank.values()).map(ConcurrencyTest::row).collect(Collectors.joining());
    }

    private static String row(LockRank rank) {
        return "| " + (rank.ordinal() + 1) + " | `" + rank.owner() + "` | " + rank.guarded() + " | " + rank.meanwhile()
                + " |\n";
    }

    @Test
    void eachPlaceInTheOrderIsThatOfTheClassThatIsNamed() throws IOException {
        Map<String, Set<String>> users = new TreeMap<>();
        Map<String, Set<String>> owners = new TreeMap<>();
        sources().forEach((type, source) -> Pattern.compile("\\bLockRank\\.([A-Z_]+)")
                .matcher(source)
                .results()
                .forEach(rank -> users.computeIfAbsent(rank.group(1), name -> new TreeSet<>())
                        .add(type)));
        for (LockRank rank : LockRank.values()) {
            owners.put(rank.name(), Set.of(rank.owner().replaceFirst("\\..*", "")));
        }

        assertThat(users).isEqualTo(owners);
    }

    @Test
    void thePageNamesAllLocksWithoutAPlaceInTheOrder() throws IOException {
        assertThat(others()).isEqualTo(named());
    }

    /** By a field, a parameter or a call; what they reach through others is for the reader. */
    @Test
    void whoHasALockWithoutAPlaceKnowsNobodyWhoHasOne() throws IOException {
        Set<String> others = others();
        // Each has one of both kinds, and takes none of the list while the other is held.
        others.removeAll(Set.of("Nonces", "ProcessMemory"));
        DescribedPredicate<JavaClass> unordered = DescribedPredicate.describe(
                "have a lock without a place in the order", type -> others.contains(topLevel(type)));
        DescribedPredicate<JavaClass> ordered = DescribedPredicate.describe(
                "have a lock with a place in the order", type -> type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency -> dependency.getTargetClass().isEquivalentTo(OrderedLock.class)));

        noClasses()
                .that(unordered)
                .should()
                .dependOnClassesThat(ordered)
                .check(new ClassFileImporter().importPaths("target/classes", "../core/target/classes"));
    }

    private static String topLevel(JavaClass type) {
        return type.getName().replaceFirst(".*\\.", "").replaceFirst("\\$.*", "");
    }

    /** By what stands in the sources. */
    private static Set<String> others() throws IOException {
        Set<String> found = new TreeSet<>();
        sources().forEach((type, source) -> {
            if (!type.equals("OrderedLock") && LOCK.matcher(source).find()) {
                found.add(type);
            }
        });
        return found;
    }

    /** By what stands on the page. */
    private static Set<String> named() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf("\n- ", PrintedTable.end(page, 0));
        return Pattern.compile("`(\\w+)`")
                .matcher(page.substring(begin, page.indexOf(END_OF_OTHERS, begin)))
                .results()
                .map((MatchResult name) -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Of client, core and state-jdbc, by the name of the class, without comments and texts. */
    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        for (String module : Set.of("client", "core", "state-jdbc")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    String name = file.getFileName().toString().replace(".java", "");
                    String code = NO_CODE.matcher(Files.readString(file)).replaceAll("");
                    sources.merge(name, code, String::concat);
                }
            }
        }
        return sources;
    }
}
