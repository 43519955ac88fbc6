package io.snet4j.publish;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.internal.core.Bounded;
import io.snet4j.internal.core.ForeignJson;
import io.snet4j.internal.text.SizeText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files as JSON: read within bounds, and written so that every number is what it was. */
final class FileJson {
    /** As much as readers of metadata take. */
    static final int MAX_BYTES = 4 << 20;

    private static final long MAX_TOKENS = 200_000;

    private static final ForeignJson JSON = ForeignJson.strict(MAX_TOKENS).exact();

    private FileJson() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** @throws InvalidFileException if the text is no JSON object, has a name twice, or is too long or too deep */
    static ObjectNode parse(String file, String json) {
        int bytes = json.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw invalid(file, "it " + SizeText.tooLarge(bytes, MAX_BYTES), null);
        }
        return Bounded.read(() -> read(file, json), reason -> invalid(file, reason, null));
    }

    private static ObjectNode read(String file, String json) {
        try {
            if (JSON.readTree(json) instanceof ObjectNode object) {
                return object;
            }
            throw invalid(file, "all of it must be one JSON object", null);
        } catch (JsonProcessingException e) {
            throw invalid(file, "it is no JSON that can be read: " + e.getOriginalMessage() + place(e), e);
        }
    }

    private static String place(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        return at == null ? "" : ", at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private static InvalidFileException invalid(String file, String message, @Nullable Throwable cause) {
        return new InvalidFileException(file, List.of(new FileProblem("", message)), cause);
    }

    /** For a value of any kind. */
    static JsonNode value(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** What is stored: the same document always has the same bytes. */
    static byte[] bytes(ObjectNode document) {
        return document.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** For people, in many lines. */
    static String text(ObjectNode document) {
        return document.toPrettyString();
    }
}
