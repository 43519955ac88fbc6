package io.snet4j.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How the modules hang together. */
class ModulesTest {
    /** What each module may use, nearest first. */
    private static final Map<String, List<String>> EDGES = Map.ofEntries(
            Map.entry("wire", List.of()),
            // For tests: no main code uses it.
            Map.entry("explore", List.of()),
            Map.entry("core", List.of("wire")),
            Map.entry("provider", List.of("core")),
            Map.entry("devnet", List.of("core", "provider")),
            // For tests: no main code uses it.
            Map.entry("testkit", List.of("devnet")),
            Map.entry("client", List.of("core")),
            Map.entry("examples-digits", List.of("provider")),
            Map.entry("micrometer", List.of("client")),
            Map.entry("maven-plugin", List.of("core")),
            Map.entry("cli", List.of("client", "devnet", "examples-digits")),
            Map.entry("interop", List.of("cli")));

    private static final Pattern MODULE = Pattern.compile("/([a-z-]+)/target/");

    private static final List<JavaClass> CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.snet4j").stream()
                    .filter(type -> module(type).isPresent())
                    .toList();

    @Test
    void allModulesAreSeen() {
        assertThat(CLASSES.stream().map(type -> module(type).orElseThrow()).collect(Collectors.toSet()))
                .isEqualTo(EDGES.keySet());
    }

    @Test
    void noPackageIsInTwoModules() {
        var modules = CLASSES.stream()
                .collect(Collectors.groupingBy(
                        JavaClass::getPackageName,
                        Collectors.mapping(type -> module(type).orElseThrow(), Collectors.toCollection(TreeSet::new))));

        assertThat(modules).allSatisfy((name, in) -> assertThat(in).as(name).hasSize(1));
    }

    @Test
    void modulesUseOnlyTheOnesBelowThem() {
        var wrong = CLASSES.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(ModulesTest::isForbidden)
                .map(Dependency::getDescription)
                .toList();

        assertThat(wrong).isEmpty();
    }

    private static boolean isForbidden(Dependency dependency) {
        var from = module(dependency.getOriginClass()).orElseThrow();
        return module(dependency.getTargetClass().getBaseComponentType())
                .filter(to -> !to.equals(from) && !below(from).contains(to))
                .isPresent();
    }

    private static Set<String> below(String module) {
        var found = new HashSet<String>();
        for (var next : EDGES.getOrDefault(module, List.of())) {
            found.add(next);
            found.addAll(below(next));
        }
        return found;
    }

    private static Optional<String> module(JavaClass type) {
        return type.getSource().flatMap(source -> {
            var matcher = MODULE.matcher(source.getUri().toString());
            return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        });
    }
}
