package io.snet4j.release;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import io.snet4j.errors.SnetException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the packages of every module. */
class ArchitectureTest {
    private static final int MOST_FLOORS = 6;

    /** All but the one that is generated. */
    static Stream<String> modules() {
        return MainClasses.modules().stream().filter(module -> !module.equals("wire"));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void packagesDependOnEachOtherWithoutCycles(String module) {
        slices().matching("(**)").should().beFreeOfCycles().check(MainClasses.of(module));
    }

    @Test
    void theInnerSideOfTheClientHasFewFloors() {
        Map<String, Set<String>> uses = new TreeMap<>();
        MainClasses.of("client").stream().filter(ArchitectureTest::isInner).forEach(type -> uses.computeIfAbsent(
                        type.getPackageName(), name -> new TreeSet<>())
                .addAll(innerPackagesUsedBy(type)));

        assertThat(uses).isNotEmpty();
        assertThat(longestChain(uses))
                .as("the longest chain of inner packages, each using the next one")
                .hasSizeLessThanOrEqualTo(MOST_FLOORS);
    }

    private static Collection<String> innerPackagesUsedBy(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .map(Dependency::getTargetClass)
                .map(JavaClass::getBaseComponentType)
                .filter(ArchitectureTest::isInner)
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals(type.getPackageName()))
                .toList();
    }

    private static boolean isInner(JavaClass type) {
        return type.getPackageName().startsWith("io.snet4j.internal.")
                && MainClasses.module(type).filter("client"::equals).isPresent();
    }

    private static List<String> longestChain(Map<String, Set<String>> uses) {
        List<String> longest = new ArrayList<>();
        uses.keySet().forEach(start -> extend(uses, start, new ArrayDeque<>(), longest));
        return longest;
    }

    private static void extend(Map<String, Set<String>> uses, String next, Deque<String> chain, List<String> longest) {
        assertThat(chain).as("a circle of inner packages").doesNotContain(next);
        chain.addLast(next);
        if (chain.size() > longest.size()) {
            longest.clear();
            longest.addAll(chain);
        }
        uses.getOrDefault(next, Set.of()).forEach(lower -> extend(uses, lower, chain, longest));
        chain.removeLast();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void whatUsersCatchIsAPublicTypeOfThePublicApi(String module) {
        classes()
                .that()
                .areAssignableTo(SnetException.class)
                .should()
                .bePublic()
                .andShould()
                .beTopLevelClasses()
                .andShould()
                .resideOutsideOfPackage("io.snet4j.internal..")
                // Most modules have no exceptions of their own.
                .allowEmptyShould(true)
                .check(MainClasses.of(module));
    }
}
