package io.snet4j.release;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * What users of a Maven plugin write: its goals, and each parameter with its type, default and property; and what it
 * needs.
 */
final class PluginListing {
    private PluginListing() {}

    static List<String> of(Path descriptor) {
        try {
            Element plugin = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(descriptor.toFile())
                    .getDocumentElement();
            List<String> lines = new ArrayList<>();
            lines.add("needs Maven " + text(plugin, "requiredMavenVersion") + " and JDK "
                    + text(plugin, "requiredJavaVersion"));
            elements(plugin, "mojo").forEach(mojo -> {
                lines.add("goal " + text(mojo, "goal") + phase(mojo));
                elements(mojo, "parameter")
                        .map(parameter -> parameter(mojo, parameter))
                        .sorted()
                        .forEach(lines::add);
            });
            return lines;
        } catch (Exception e) {
            throw new IllegalStateException("no descriptor of a plugin: " + descriptor, e);
        }
    }

    private static String phase(Element mojo) {
        String phase = text(mojo, "phase");
        return phase.isEmpty() ? "" : " in " + phase;
    }

    private static String parameter(Element mojo, Element parameter) {
        String name = text(parameter, "name");
        String configuration = elements(mojo, "configuration")
                .flatMap(all -> elements(all, name))
                .map(own -> (own.getAttribute("default-value") + " " + own.getTextContent()).strip())
                .findFirst()
                .orElse("");
        return "    " + text(parameter, "type") + " " + name
                + (text(parameter, "required").equals("true") ? ", required" : "")
                + (configuration.isEmpty() ? "" : ", " + configuration);
    }

    private static String text(Element parent, String name) {
        return elements(parent, name).map(Element::getTextContent).findFirst().orElse("");
    }

    private static Stream<Element> elements(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i));
    }
}
