package io.snet4j.examples.digits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** All that the service knows of handwriting arrives by upload. */
class NoImageDataTest {
    private static final Pattern IMAGES =
            Pattern.compile(".*\\.(png|jpe?g|gif|bmp|idx\\d?-ubyte|idx|npz|npy|csv|zip|gz|tar|bin|json)");

    @Test
    void theClassPathHoldsNoImageData() throws IOException {
        List<String> own = names(Path.of("target", "classes"));
        List<String> suspects = new ArrayList<>();
        int entries = 0;
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (isOfTests(part)) {
                continue;
            }
            List<String> names = names(Path.of(part));
            entries += names.size();
            names.stream()
                    .filter(name -> !name.startsWith("META-INF/"))
                    .filter(name ->
                            IMAGES.matcher(name.toLowerCase(Locale.ROOT)).matches())
                    .map(name -> part + "!" + name)
                    .forEach(suspects::add);
        }

        assertThat(entries).as("entries looked at").isGreaterThan(1000);
        assertThat(suspects).isEmpty();
        assertThat(own)
                .isNotEmpty()
                .allMatch(name -> name.endsWith(".class") || name.endsWith(DigitsService.protoFileName()));
    }

    /** What tests bring along is not on the service's class path. */
    private static boolean isOfTests(String part) {
        return part.endsWith("-tests.jar") || part.endsWith("test-classes");
    }

    private static List<String> names(Path part) throws IOException {
        if (Files.isDirectory(part)) {
            try (Stream<Path> files = Files.walk(part)) {
                return files.filter(Files::isRegularFile).map(Path::toString).toList();
            }
        }
        try (ZipFile jar = new ZipFile(part.toFile())) {
            return jar.stream().map(entry -> entry.getName()).toList();
        }
    }
}
