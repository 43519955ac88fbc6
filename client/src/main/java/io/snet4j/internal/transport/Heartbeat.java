package io.snet4j.internal.transport;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import io.snet4j.internal.core.ForeignJson;
import io.snet4j.internal.text.ForeignFailure;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a heartbeat page told. Its content type is text/plain, and its fields differ between releases; two matter.
 *
 * @param blockchain whether the daemon takes payments and keeps channels; empty if the page does not say so in JSON's
 *     own true or false
 */
record Heartbeat(Optional<DaemonRelease> release, Optional<Boolean> blockchain) {
    /** Of a page that cannot be read. */
    static final Heartbeat SILENT = new Heartbeat(Optional.empty(), Optional.empty());

    private static final Logger LOG = LoggerFactory.getLogger(DaemonPage.class);

    private static final long MAX_TOKENS = 10_000;

    /** A page that says two things, or something after its end, says nothing. */
    private static final ForeignJson JSON = ForeignJson.strict(MAX_TOKENS);

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
