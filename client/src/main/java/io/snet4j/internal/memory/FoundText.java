package io.snet4j.internal.memory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.internal.core.Digits;
import io.snet4j.internal.text.ForeignText;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the channels that were found stand in their file. */
final class FoundText {
    private static final Logger LOG = LoggerFactory.getLogger(FoundText.class);

    private FoundText() {}

    static Optional<FoundChannels> read(JsonNode json) {
        try {
            List<BigInteger> ids = new ArrayList<>();
            for (JsonNode id : json.path("channels")) {
                ids.add(Digits.decimal(id.asText()));
            }
            return Optional.of(new FoundChannels(
                    ids,
                    Long.parseLong(json.path("searchedTo").asText()),
                    Long.parseLong(json.path("block").asText()),
                    json.path("hash").asText()));
        } catch (NumberFormatException e) {
            LOG.warn("the channels that were found are damaged and ignored: {}", ForeignText.of(e.toString()));
            return Optional.empty();
        }
    }

    static JsonNode write(FoundChannels channels) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("searchedTo", channels.searchedTo())
                .put("block", channels.block())
                .put("hash", channels.hash());
        ArrayNode ids = json.putArray("channels");
        channels.ids().forEach(id -> ids.add(id.toString()));
        return json;
    }
}
