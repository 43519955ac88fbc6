package io.snet4j.internal.memory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the channels that were found are written. */
public final class FoundText {
    private static final Logger LOG = LoggerFactory.getLogger(FoundText.class);

    private FoundText() {}

    /** Empty if it is damaged. */
    public static Optional<FoundChannels> read(JsonNode json) {
        try {
            List<ChannelId> ids = new ArrayList<>();
            for (JsonNode id : json.path("channels")) {
                ids.add(ChannelId.parse(id.asText()));
            }
            return Optional.of(new FoundChannels(
                    ids,
                    BlockNumber.parse(json.path("searchedTo").asText()),
                    BlockNumber.parse(json.path("block").asText()),
                    json.path("hash").asText()));
        } catch (IllegalArgumentException e) {
            LOG.warn("the channels that were found are damaged and ignored: {}", ForeignText.of(e.toString()));
            return Optional.empty();
        }
    }

    public static JsonNode write(FoundChannels channels) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("searchedTo", channels.searchedTo().value())
                .put("block", channels.block().value())
                .put("hash", channels.hash());
        ArrayNode ids = json.putArray("channels");
        channels.ids().forEach(id -> ids.add(id.toString()));
        return json;
    }
}
