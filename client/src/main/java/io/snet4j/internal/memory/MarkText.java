package io.snet4j.internal.memory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the marks of a channel stand in their file. */
final class MarkText {
    private static final Logger LOG = LoggerFactory.getLogger(MarkText.class);

    private MarkText() {}

    static NavigableMap<ChannelNonce, Mark> read(JsonNode json) {
        NavigableMap<ChannelNonce, Mark> read = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : json.path("nonces").properties()) {
            try {
                Cogs signed = Cogs.parse(entry.getValue().path("signed").asText());
                Cogs accepted = Cogs.parse(entry.getValue().path("accepted").asText());
                read.put(ChannelNonce.parse(entry.getKey()), new Mark(signed, accepted));
            } catch (IllegalArgumentException e) {
                LOG.warn(
                        "what was signed at nonce {} is damaged and ignored: {}",
                        ForeignText.of(entry.getKey()),
                        ForeignText.of(e.toString()));
            }
        }
        return read;
    }

    static JsonNode write(Map<ChannelNonce, Mark> known) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode nonces = json.putObject("nonces");
        known.forEach((nonce, mark) -> nonces.putObject(nonce.toString())
                .put("signed", mark.signed().value().toString())
                .put("accepted", mark.accepted().value().toString()));
        return json;
    }
}
