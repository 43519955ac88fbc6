package io.snet4j.internal.core;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads JSON that a stranger wrote, whose length is bounded already: a tree of it takes up to thirty times its bytes.
 * What passes a bound is a {@link com.fasterxml.jackson.core.exc.StreamConstraintsException}, and what is no JSON
 * another {@link com.fasterxml.jackson.core.JsonProcessingException}. Thread-safe.
 */
public final class ForeignJson {
    /** Of honest answers, the deepest have some ten. */
    private static final int MAX_DEPTH = 64;

    private final JsonFactory factory;
    private final boolean strict;
    private final boolean exact;

    private ForeignJson(JsonFactory factory, boolean strict, boolean exact) {
        this.factory = factory;
        this.strict = strict;
        this.exact = exact;
    }

    /** @param tokens at most: names, values, and brackets that open or close; each takes some forty bytes of memory */
    public static ForeignJson bounded(long tokens) {
        return new ForeignJson(factory(tokens), false, false);
    }

    /**
     * As {@link #bounded}, for texts that others read, too: what two readers could see differently, a name that is
     * there twice, say, or a text after the end, is refused.
     */
    public static ForeignJson strict(long tokens) {
        return new ForeignJson(
                factory(tokens).enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature()), true, false);
    }

    /**
     * This one, for texts that are written again: a fraction keeps all its digits. Whoever calculates with such a
     * number bounds its exponent first.
     */
    public ForeignJson exact() {
        return new ForeignJson(factory, strict, true);
    }

    private static JsonFactory factory(long tokens) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxTokenCount(tokens)
                        .build())
                .build();
    }

    /** @return missing if there is nothing */
    public JsonNode readTree(String json) throws JsonProcessingException {
        try (JsonParser parser = factory.createParser(new StringReader(json))) {
            return read(parser);
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a string gives all that it has
        }
    }

    /** @return missing if there is nothing */
    public JsonNode readTree(byte[] json) throws IOException {
        try (JsonParser parser = factory.createParser(json)) {
            return read(parser);
        }
    }

    private JsonNode read(JsonParser parser) throws IOException {
        if (parser.nextToken() == null) {
            return MissingNode.getInstance();
        }
        JsonNode tree = JsonTree.read(parser, exact);
        if (strict && parser.nextToken() != null) {
            throw new JsonParseException(parser, "there is more after the end of it");
        }
        return tree;
    }

    /** Several values, one behind the other. */
    public List<JsonNode> readTrees(byte[] json) throws IOException {
        List<JsonNode> trees = new ArrayList<>();
        try (JsonParser parser = factory.createParser(json)) {
            while (parser.nextToken() != null) {
                trees.add(JsonTree.read(parser, exact));
            }
        }
        return trees;
    }
}
