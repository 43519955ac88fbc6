package io.snet4j.cli.provider;

import io.snet4j.cli.shell.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The service to start from, as resources; the names in it are examples that are replaced. */
record ServiceProject(String organization, String service, String packageName) {
    static final String PACKAGE = "com.example.classifier";

    private static final String MAIN = "src/main/java/";
    private static final String TEST = "src/test/java/";
    private static final List<String> FILES = List.of(
            "README.md",
            "pom.xml",
            "gitignore",
            "snetd.json",
            "src/main/protobuf/classifier.proto",
            MAIN + "Service.java",
            MAIN + "TextTraining.java",
            MAIN + "WordCounts.java",
            MAIN + "ClassifierMethods.java",
            TEST + "ServiceTest.java",
            TEST + "ProtocolTest.java",
            TEST + "SampleTexts.java");

    /**
     * @param folder empty, or not there
     * @return what was written, relative to the folder
     * @throws RefusedException if the folder has something in it or cannot be written to
     */
    List<Path> write(Path folder) {
        List<Path> written = new ArrayList<>();
        try {
            Files.createDirectories(folder);
            requireEmpty(folder);
            for (String name : FILES) {
                Path file = Path.of(target(name));
                Path whole = folder.resolve(file);
                Files.createDirectories(Objects.requireNonNull(whole.getParent()));
                Files.writeString(whole, filled(name));
                written.add(file);
            }
        } catch (IOException e) {
            throw new RefusedException("cannot write a project to " + folder + ": " + e);
        }
        return written;
    }

    private static void requireEmpty(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            inside.findFirst().ifPresent(first -> {
                throw new RefusedException(folder + " is not empty: it has " + first.getFileName()
                        + "; nothing was written, name a new folder");
            });
        }
    }

    /** Hidden files do not travel well in archives, and the package is the user's. */
    private String target(String name) {
        if (name.equals("gitignore")) {
            return ".gitignore";
        }
        String inPackage = packageName.replace('.', '/') + "/";
        return name.replace(MAIN, MAIN + inPackage).replace(TEST, TEST + inPackage);
    }

    private String filled(String name) throws IOException {
        try (InputStream template =
                Objects.requireNonNull(ServiceProject.class.getResourceAsStream("template/" + name), name)) {
            return new String(template.readAllBytes(), StandardCharsets.UTF_8)
                    .replace(PACKAGE, packageName)
                    .replace("example-org", organization)
                    .replace("example-service", service);
        }
    }
}
