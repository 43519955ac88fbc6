package io.snet4j.internal.core;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Reads JSON that a stranger wrote, whose length is bounded already: a tree of it takes up to thirty times its bytes.
 * What passes a bound is a {@link com.fasterxml.jackson.core.exc.StreamConstraintsException}.
 */
public final class ForeignJson {
    /** Of honest answers, the deepest have some ten. */
    private static final int MAX_DEPTH = 64;

    private ForeignJson() {}

    /** @param tokens at most: names, values, and brackets that open or close; each takes some forty bytes of memory */
    public static ObjectMapper mapper(long tokens) {
        return builder(tokens).build();
    }

    /**
     * As {@link #mapper}, for texts that others read, too: what two readers could see differently, a name that is there
     * twice, say, or a text after the end, is refused.
     */
    public static ObjectMapper strictMapper(long tokens) {
        return builder(tokens)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    private static JsonMapper.Builder builder(long tokens) {
        return JsonMapper.builder(JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxTokenCount(tokens)
                        .build())
                .build());
    }
}
