package io.snet4j.devnet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.snet4j.devnet");

    @Test
    void devnetKnowsNothingOfTheClient() {
        assertThat(CLASSES).isNotEmpty();
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.snet4j",
                        "io.snet4j.dataset..",
                        "io.snet4j.training..",
                        "io.snet4j.payment..",
                        "io.snet4j.grpc..",
                        "io.snet4j.examples..",
                        "io.snet4j.cli..")
                .check(CLASSES);
    }

    @Test
    void theEthereumLibraryStaysInCore() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.esaulpaugh..", "org.bouncycastle..")
                .check(CLASSES);
    }
}
