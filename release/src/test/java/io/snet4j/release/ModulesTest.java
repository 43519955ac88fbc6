package io.snet4j.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
            Map.entry("provider-store", List.of("provider")),
            Map.entry("provider-tck", List.of("core")),
            Map.entry("devnet", List.of("core", "provider")),
            Map.entry("client", List.of("core")),
            Map.entry("state-jdbc", List.of("client")),
            Map.entry("examples-digits", List.of("provider")),
            Map.entry("examples-text", List.of("provider-store")),
            Map.entry("micrometer", List.of("client", "provider")),
            Map.entry("junit", List.of("client", "devnet")),
            Map.entry("maven-plugin", List.of("core")),
            Map.entry("cli", List.of("client", "devnet", "state-jdbc", "examples-digits")),
            Map.entry("benchmark", List.of("client", "devnet")),
            Map.entry("interop", List.of("cli", "junit", "provider-tck")));

    @Test
    void allModulesAreSeen() {
        assertThat(MainClasses.modules()).isEqualTo(EDGES.keySet());
    }

    @Test
    void noPackageIsInTwoModules() {
        var modules = MainClasses.ALL.stream()
                .collect(Collectors.groupingBy(
                        JavaClass::getPackageName,
                        Collectors.mapping(
                                type -> MainClasses.module(type).orElseThrow(),
                                Collectors.toCollection(TreeSet::new))));

        assertThat(modules).allSatisfy((name, in) -> assertThat(in).as(name).hasSize(1));
    }

    @Test
    void modulesUseOnlyTheOnesBelowThem() {
        var wrong = MainClasses.ALL.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(ModulesTest::isForbidden)
                .map(Dependency::getDescription)
                .toList();

        assertThat(wrong).isEmpty();
    }

    private static boolean isForbidden(Dependency dependency) {
        var from = MainClasses.module(dependency.getOriginClass()).orElseThrow();
        return MainClasses.module(dependency.getTargetClass().getBaseComponentType())
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
}
