package io.snet4j.provider;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    /** By path: scanning the class path for the package takes seconds. */
    private final JavaClasses classes = new ClassFileImporter().importPaths("target/classes");

    @Test
    void theKitKnowsCoreAndWireOnly() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.snet4j..")
                        .and(not(resideInAnyPackage(
                                "io.snet4j.provider",
                                "io.snet4j.provider.model",
                                "io.snet4j.provider.store",
                                "io.snet4j.internal.archive",
                                "io.snet4j.internal.listen",
                                "io.snet4j.wire..",
                                "io.snet4j.chain",
                                "io.snet4j.errors",
                                "io.snet4j.identity",
                                "io.snet4j.internal.core",
                                "io.snet4j.internal.text",
                                "io.snet4j.internal.files",
                                "io.snet4j.observe",
                                "io.snet4j.storage",
                                "io.snet4j.value"))))
                .check(classes);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.esaulpaugh..", "org.bouncycastle..")
                .check(classes);
    }

    @Test
    void publicMethodsOfPublicTypesShowNoGeneratedMessages() {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .areTopLevelClasses()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .and()
                .arePublic()
                .should()
                .notHaveRawReturnType(resideInAnyPackage("io.snet4j.wire.."))
                .check(classes);
    }
}
