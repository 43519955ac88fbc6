package io.snet4j.internal.memory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the batches of a service stand in their file. */
final class BatchText {
    private static final Logger LOG = LoggerFactory.getLogger(BatchText.class);

    private BatchText() {}

    static Batches read(JsonNode json) {
        SortedMap<ChannelId, Batch> batches = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : json.path("batches").properties()) {
            try {
                batches.put(ChannelId.parse(entry.getKey()), batch(entry.getValue()));
            } catch (IllegalArgumentException e) {
                // The exception may quote what is there.
                LOG.warn("what is prepaid on channel {} is damaged and ignored", ForeignText.of(entry.getKey()));
            }
        }
        return new Batches(Optional.of(json.path("buyer").asText()).filter(buyer -> !buyer.isEmpty()), batches);
    }

    private static Batch batch(JsonNode json) {
        return new Batch(
                ChannelNonce.parse(json.path("nonce").asText()),
                Optional.of(json.path("token").asText()).filter(token -> !token.isEmpty()),
                Optional.of(json.path("staleAt").asLong())
                        .filter(millis -> millis > 0)
                        .map(Instant::ofEpochMilli),
                Cogs.parse(json.path("planned").asText()),
                Cogs.parse(json.path("used").asText()),
                Cogs.parse(json.path("bought").asText()),
                json.path("serial").asLong(),
                json.path("generation").asLong());
    }

    static JsonNode write(Batches batches) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        batches.buyer().ifPresent(buyer -> json.put("buyer", buyer));
        ObjectNode all = json.putObject("batches");
        batches.byChannel().forEach((channel, batch) -> put(all.putObject(channel.toString()), batch));
        return json;
    }

    private static void put(ObjectNode json, Batch batch) {
        json.put("nonce", batch.nonce().toString())
                .put("token", batch.token().orElse(""))
                .put("staleAt", batch.staleAt().map(Instant::toEpochMilli).orElse(0L))
                .put("planned", batch.planned().value().toString())
                .put("used", batch.used().value().toString())
                .put("bought", batch.bought().value().toString())
                .put("serial", batch.serial())
                .put("generation", batch.generation());
    }
}
