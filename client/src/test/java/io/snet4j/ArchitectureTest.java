package io.snet4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    /** What is remembered, counted, leased and paid; the calls stand on it. */
    private static final String[] ROOMS_OF_MONEY = {
        "io.snet4j.internal.memory",
        "io.snet4j.internal.ledger",
        "io.snet4j.internal.onchain",
        "io.snet4j.internal.loop",
        "io.snet4j.internal.channel",
        "io.snet4j.internal.percall",
        "io.snet4j.internal.prepaid",
        "io.snet4j.internal.free"
    };

    private static final JavaClasses CLASSES = new ClassFileImporter().importPath("target/classes");

    @Test
    void publicSignaturesShowTheJdkAndThisProjectOnly() {
        List<String> foreign = CLASSES.stream()
                .filter(ArchitectureTest::isPublicApi)
                .flatMap(ArchitectureTest::shown)
                .toList();

        assertThat(foreign).isEmpty();
    }

    private static boolean isPublicApi(JavaClass type) {
        boolean open = Stream.iterate(type, owner -> owner != null, owner -> owner.getEnclosingClass()
                        .orElse(null))
                .allMatch(owner -> owner.getModifiers().contains(JavaModifier.PUBLIC));
        return open
                && !type.getPackageName().startsWith("io.snet4j.internal")
                && !type.getPackageName().equals("io.snet4j.grpc");
    }

    private static Stream<String> shown(JavaClass type) {
        Stream<String> byCode = type.getCodeUnits().stream()
                .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC)
                        || unit.getModifiers().contains(JavaModifier.PROTECTED))
                .flatMap(unit -> Stream.concat(
                                unit.getReturnType().getAllInvolvedRawTypes().stream(),
                                unit.getParameterTypes().stream()
                                        .flatMap(parameter -> parameter.getAllInvolvedRawTypes().stream()))
                        .filter(ArchitectureTest::isForeign)
                        .map(shown -> unit.getFullName() + " shows " + shown.getName()));
        Stream<String> byType = Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream())
                .filter(ArchitectureTest::isForeign)
                .map(shown -> type.getName() + " is a " + shown.getName());
        return Stream.concat(byCode, byType);
    }

    private static boolean isForeign(JavaClass type) {
        JavaClass base = type.getBaseComponentType();
        String name = base.getPackageName();
        boolean ours = name.startsWith("io.snet4j") && !name.contains(".internal") && !name.contains(".wire");
        return !(base.isPrimitive() || name.startsWith("java.") || ours);
    }

    @Test
    void plumbingKnowsNoFeatureAndOnlyItsLowerNeighbours() {
        noClasses()
                .that()
                .resideInAPackage("io.snet4j.internal.transport")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOMS_OF_MONEY)
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("io.snet4j.internal.transport")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.snet4j.internal.call", "io.snet4j.training", "io.snet4j.grpc")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(ROOMS_OF_MONEY)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.snet4j.internal.call", "io.snet4j.training", "io.snet4j.grpc")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("io.snet4j.internal.call")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.snet4j.training", "io.snet4j.grpc")
                .check(CLASSES);
    }

    @Test
    void onlyOnePlaceMakesConnections() {
        noClasses()
                .that()
                .doNotHaveSimpleName("Connections")
                .and()
                .doNotHaveSimpleName("Tls")
                .and()
                .doNotHaveSimpleName("IoThreads")
                .and()
                // The latter's reach nobody.
                .haveNameNotMatching(".*\\.(BoundedSocket|Loading)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.grpc.netty..")
                .check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.esaulpaugh..", "io.snet4j.devnet..", "io.snet4j.provider..")
                .check(CLASSES);
        classes()
                .that()
                .resideInAPackage("io.snet4j.internal..")
                .and()
                .areTopLevelClasses()
                .should()
                .haveSimpleNameNotEndingWith("Util")
                .check(CLASSES);
    }

    @Test
    void nobodyKnowsWhereItsMemoryIs() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.snet4j.internal.memory")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("io\\.snet4j\\.internal\\.memory\\.(StateFolder|FolderMemory|ProcessMemory)")
                .check(CLASSES);
        noClasses()
                .that()
                .haveFullyQualifiedName("io.snet4j.internal.memory.Memory")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio..", "com.fasterxml..")
                .check(CLASSES);
    }
}
