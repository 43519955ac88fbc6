package io.snet4j.cli.publish;

import io.snet4j.cli.shell.RefusedException;
import io.snet4j.internal.text.ForeignText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A file in YAML 1.2, of which JSON is a part, whose parts know their lines.
 *
 * @param name as it is shown
 */
record YamlFile(String name, String text, MappingNode root) {
    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_DEPTH = 64;

    /** @throws RefusedException if it cannot be read, or is no YAML with one mapping */
    static YamlFile read(Path file) {
        String name = file.toString();
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw new RefusedException("cannot read " + name + ": " + e + "; snet4j publish init writes a file to"
                    + " start from, and --file names another one");
        }
        if (bytes.length > MAX_BYTES) {
            throw new RefusedException(name + " is longer than a mebibyte, more than is read");
        }
        try {
            return of(
                    name,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException e) {
            throw new RefusedException(name + " is not written in UTF-8");
        }
    }

    static YamlFile of(String name, String text) {
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(MAX_BYTES)
                .setAllowDuplicateKeys(false)
                .setAllowRecursiveKeys(false)
                .setLabel(name)
                .build();
        try {
            bound(name, settings, text);
            Node root = new Compose(settings)
                    .composeString(text)
                    .orElseThrow(() -> new RefusedException(name + " is empty"));
            requireDistinct(name, root);
            if (root instanceof MappingNode mapping) {
                return new YamlFile(name, text, mapping);
            }
            throw new RefusedException(name + ":" + line(root) + ": expected names with values, \"service:\" for one");
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            throw new RefusedException(name + ":" + line + ": is no YAML: " + ForeignText.of(e.getProblem()));
        } catch (YamlEngineException e) {
            throw new RefusedException(name + ": is no YAML: " + ForeignText.of(String.valueOf(e.getMessage())));
        }
    }

    /** Before a tree is made, which recursion does. */
    private static void bound(String name, LoadSettings settings, String text) {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
                throw refused(name, event, "is nested deeper than " + MAX_DEPTH);
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
            if (event instanceof AliasEvent) {
                throw refused(name, event, "aliases (*name) are not read here; write the value again");
            }
        }
    }

    /** Readers would take one of two values, each another one. */
    private static void requireDistinct(String name, Node node) {
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(part -> requireDistinct(name, part));
        }
        if (node instanceof MappingNode mapping) {
            Set<String> names = new HashSet<>();
            for (NodeTuple part : mapping.getValue()) {
                if (!(part.getKeyNode() instanceof ScalarNode key)) {
                    throw new RefusedException(name + ":" + line(part.getKeyNode()) + ": a name is no text");
                }
                if (!names.add(key.getValue())) {
                    throw new RefusedException(name + ":" + line(key) + ": " + ForeignText.of(key.getValue())
                            + " stands here for the second time");
                }
                requireDistinct(name, part.getValueNode());
            }
        }
    }

    private static RefusedException refused(String name, Event event, String why) {
        return new RefusedException(name + ":"
                + event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0) + ": " + why);
    }

    /** From 1. */
    static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }
}
