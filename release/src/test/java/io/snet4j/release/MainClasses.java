package io.snet4j.release;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The classes of all modules of this build, without their tests. */
final class MainClasses {
    private static final Pattern MODULE = Pattern.compile("/([a-z-]+)/target/");

    static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            // In core's jar, under a name of ours, and written by others.
            .withImportOption(place -> !place.contains("/io/snet4j/internal/bouncycastle/"))
            .importPackages("io.snet4j")
            .that(describe("are of this build", type -> module(type).isPresent()));

    private MainClasses() {}

    static Set<String> modules() {
        return ALL.stream().map(type -> module(type).orElseThrow()).collect(Collectors.toCollection(TreeSet::new));
    }

    static JavaClasses of(String module) {
        return ALL.that(
                describe("are of " + module, type -> module(type).orElseThrow().equals(module)));
    }

    /** Empty for a class that was found in no module of this build. */
    static Optional<String> module(JavaClass type) {
        return type.getSource().flatMap(source -> {
            var matcher = MODULE.matcher(source.getUri().toString());
            return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        });
    }
}
