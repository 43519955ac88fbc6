package io.snet4j.internal.transport;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.snet4j.internal.text.ForeignFailure;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a heartbeat page told. Its content type is text/plain, and its fields differ between releases; two matter.
 *
 * @param blockchain whether the daemon takes payments and keeps channels; empty if the page does not say so in JSON's own
 *     true or false
 */
record Heartbeat(Optional<DaemonRelease> release, Optional<Boolean> blockchain) {
    /** Of a page that cannot be read. */
    static final Heartbeat SILENT = new Heartbeat(Optional.empty(), Optional.empty());

    private static final Logger LOG = LoggerFactory.getLogger(DaemonPage.class);

    /** Some fifty are needed, and one per trainable method. */
    private static final int MAX_TOKENS = 1 << 14;

    /** A page that says two things, or something after its end, says nothing. */
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxTokenCount(MAX_TOKENS)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static Heartbeat parse(String body) {
        try {
            JsonNode page = JSON.readTree(body);
            JsonNode blockchain = page.path("blockchainEnabled");
            return new Heartbeat(
                    DaemonRelease.parse(page.path("daemonVersion").asText()),
                    blockchain.isBoolean() ? Optional.of(blockchain.booleanValue()) : Optional.empty());
        } catch (JacksonException e) {
            LOG.debug("a heartbeat page is no JSON", ForeignFailure.printable(e));
            return SILENT;
        }
    }
}
