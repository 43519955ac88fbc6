package io.snet4j.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * What the public repository asks of a bundle, and what this project promises besides. Runs from its source, without a
 * class path: {@code java BundleRules.java DIRECTORY}.
 */
final class BundleRules {
    private static final List<String> POM_MUST_HAVE = List.of(
            "name",
            "description",
            "url",
            "licenses/license/name",
            "licenses/license/url",
            "developers/developer/name",
            "scm/connection",
            "scm/developerConnection",
            "scm/url");

    private static final Map<String, String> DIGESTS = Map.of("md5", "MD5", "sha1", "SHA-1");
    private static final List<String> SIGNED = List.of(".pom", ".jar", ".json", ".xml");

    private BundleRules() {}

    public static void main(String[] arguments) throws IOException {
        List<String> broken = broken(Path.of(arguments[0]));
        broken.forEach(System.err::println);
        if (!broken.isEmpty()) {
            System.exit(1);
        }
    }

    /** A line for each rule that a file breaks. */
    static List<String> broken(Path repository) throws IOException {
        List<String> broken = new ArrayList<>();
        List<Path> files = files(repository);
        List<Path> poms =
                files.stream().filter(file -> file.toString().endsWith(".pom")).toList();
        if (poms.isEmpty()) {
            broken.add("no artifact in " + repository);
        }
        for (Path pom : poms) {
            ofPom(repository, pom, broken);
        }
        for (Path file : files) {
            if (SIGNED.stream().anyMatch(file.toString()::endsWith)) {
                ofFile(file, broken);
            }
        }
        return broken;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void ofPom(Path repository, Path pom, List<String> broken) throws IOException {
        Element project = parse(pom);
        String artifact = text(project, "artifactId");
        String version = inherited(project, "version");
        String name = artifact + "-" + version;
        for (String element : POM_MUST_HAVE) {
            if (effective(repository, project, element).isBlank()) {
                broken.add(pom.getFileName() + " has no " + element);
            }
        }
        if (version.endsWith("-SNAPSHOT") || Files.readString(pom).contains("-SNAPSHOT")) {
            broken.add(pom.getFileName() + " names a snapshot");
        }
        Path place = repository
                .resolve(inherited(project, "groupId").replace('.', '/'))
                .resolve(artifact)
                .resolve(version)
                .resolve(name + ".pom");
        if (!place.equals(pom)) {
            broken.add(pom + " should lie at " + place);
        }
        List<String> beside = new ArrayList<>(List.of("-cyclonedx.json"));
        if (!text(project, "packaging").equals("pom")) {
            beside.addAll(List.of(".jar", "-sources.jar", "-javadoc.jar"));
        }
        for (String end : beside) {
            if (!Files.exists(pom.resolveSibling(name + end))) {
                broken.add(pom.getFileName() + " stands without " + name + end);
            }
        }
    }

    private static void ofFile(Path file, List<String> broken) throws IOException {
        Path signature = Path.of(file + ".asc");
        if (!Files.exists(signature) || !Files.readString(signature).startsWith("-----BEGIN PGP SIGNATURE-----")) {
            broken.add(file.getFileName() + " is not signed");
        }
        for (Map.Entry<String, String> digest : DIGESTS.entrySet()) {
            Path checksum = Path.of(file + "." + digest.getKey());
            if (!Files.exists(checksum) || !Files.readString(checksum).strip().equals(hash(digest.getValue(), file))) {
                broken.add(file.getFileName() + " has no right " + digest.getKey());
            }
        }
    }

    private static String hash(String algorithm, Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of the pom, or of its parent in the same bundle. */
    private static String effective(Path repository, Element project, String path) {
        String own = text(project, path);
        List<Element> parent = children(project, "parent");
        if (!own.isBlank() || parent.isEmpty()) {
            return own;
        }
        String artifact = text(parent.get(0), "artifactId");
        String version = text(parent.get(0), "version");
        Path pom = repository
                .resolve(text(parent.get(0), "groupId").replace('.', '/'))
                .resolve(artifact)
                .resolve(version)
                .resolve(artifact + "-" + version + ".pom");
        return Files.exists(pom) ? effective(repository, parse(pom), path) : "";
    }

    private static String inherited(Element project, String name) {
        String own = text(project, name);
        return own.isEmpty() ? text(project, "parent/" + name) : own;
    }

    private static String text(Element parent, String path) {
        Stream<Element> found = Stream.of(parent);
        for (String name : path.split("/")) {
            found = found.flatMap(element -> children(element, name).stream());
        }
        return found.map(Element::getTextContent).map(String::strip).findFirst().orElse("");
    }

    private static List<Element> children(Element parent, String name) {
        return IntStream.range(0, parent.getChildNodes().getLength())
                .mapToObj(parent.getChildNodes()::item)
                .filter(node -> node.getNodeType() == Node.ELEMENT_NODE
                        && node.getNodeName().equals(name))
                .map(Element.class::cast)
                .toList();
    }

    private static Element parse(Path pom) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(pom.toFile())
                    .getDocumentElement();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(pom + " is no pom", e);
        }
    }
}
