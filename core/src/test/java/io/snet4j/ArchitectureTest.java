package io.snet4j;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.snet4j.errors.SnetException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter().importPath("target/classes");

    private static final DescribedPredicate<JavaMember> PUBLIC_API = describe(
            "part of the public API",
            member -> isOpen(member.getModifiers())
                    && !member.getOwner().getPackageName().startsWith("io.snet4j.internal")
                    && Stream.iterate(member.getOwner(), owner -> owner != null, owner -> owner.getEnclosingClass()
                                    .orElse(null))
                            .allMatch(owner -> isOpen(owner.getModifiers())));

    private static boolean isOpen(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    @Test
    void theCoderIsAnInnerMatterOfChainAndIdentity() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.snet4j.chain", "io.snet4j.identity")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.esaulpaugh..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages("io.snet4j.identity", "io.snet4j.internal.core")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bouncycastle..")
                .check(CLASSES);
    }

    /** It comes with hundreds of classes: a first devnet or client of a JVM waited for them. */
    @Test
    void nothingRegistersASecurityProviderWithTheJvm() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveSimpleName("BouncyCastleProvider")
                .check(CLASSES);
    }

    @Test
    void publicSignaturesShowTheJdkAndThisProjectOnly() {
        codeUnits().that(are(PUBLIC_API)).should(showOnlyOurs()).check(CLASSES);
        fields().that(are(PUBLIC_API)).should(beOfOurs()).check(CLASSES);
    }

    private static ArchCondition<JavaCodeUnit> showOnlyOurs() {
        return new ArchCondition<>("show no foreign type") {
            @Override
            public void check(JavaCodeUnit unit, ConditionEvents events) {
                Set<JavaClass> shown = Stream.concat(
                                unit.getReturnType().getAllInvolvedRawTypes().stream(),
                                Stream.concat(
                                        unit.getParameterTypes().stream()
                                                .flatMap(type -> type.getAllInvolvedRawTypes().stream()),
                                        unit.getExceptionTypes().stream()))
                        .collect(Collectors.toSet());
                shown.forEach(type -> events.add(
                        new SimpleConditionEvent(unit, isOurs(type), unit.getFullName() + " shows " + type.getName())));
            }
        };
    }

    private static ArchCondition<JavaField> beOfOurs() {
        return new ArchCondition<>("be of no foreign type") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                field.getType()
                        .getAllInvolvedRawTypes()
                        .forEach(type -> events.add(new SimpleConditionEvent(
                                field, isOurs(type), field.getFullName() + " is of " + type.getName())));
            }
        };
    }

    private static boolean isOurs(JavaClass type) {
        JavaClass base = type.getBaseComponentType();
        return base.isPrimitive()
                || base.getPackageName().startsWith("java.")
                || (base.getPackageName().startsWith("io.snet4j")
                        && !base.getPackageName().contains(".internal"));
    }

    private static boolean isInternal(JavaClass type) {
        return type.getPackageName().startsWith("io.snet4j.internal");
    }

    @Test
    void everyFailureIsOfTheOneHierarchy() {
        Stream<JavaClass> thrown = CLASSES.stream()
                .filter(type -> type.isAssignableTo(Throwable.class))
                .filter(type -> !type.isAssignableTo(SnetException.class))
                // Checked and internal: whoever gets it turns it into one of ours.
                .filter(type -> type.isAssignableTo(RuntimeException.class) || !isInternal(type));
        assertThat(thrown).isEmpty();
    }
}
