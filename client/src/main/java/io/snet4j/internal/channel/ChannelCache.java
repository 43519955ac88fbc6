package io.snet4j.internal.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.chain.Chain;
import io.snet4j.chain.GroupId;
import io.snet4j.internal.core.Digits;
import io.snet4j.internal.memory.StateFolder;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.value.Address;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which channels a search has found, so that the next client begins where this one ended. Ids only: what they are is
 * read from the chain. A block's hash tells whether it still is that chain. Thread-safe; blocks on disk and chain.
 */
public final class ChannelCache {
    /** What was found up to a block; none before the first search, at -1. */
    record Known(List<BigInteger> ids, long searchedTo) {
        static final Known NOTHING = new Known(List.of(), -1);
    }

    private static final Logger LOG = LoggerFactory.getLogger(ChannelCache.class);

    /** A block so deep is not replaced by a reorganization. */
    private static final long DEPTH = 64;

    /** Searched anew rather than written for: it costs one query either way. */
    private static final long WORTH_WRITING = 1000;

    private final Chain chain;
    private final Optional<StateFolder> folder;
    private final Map<Path, Known> stored = new ConcurrentHashMap<>();

    public ChannelCache(Chain chain, Optional<StateFolder> folder) {
        this.chain = chain;
        this.folder = folder;
    }

    Known load(Address recipient, GroupId group, long head) {
        Path name = name(recipient, group);
        try {
            Optional<JsonNode> json = folder.isPresent() ? folder.get().read(name) : Optional.empty();
            return json.flatMap(found -> read(found, name, head)).orElse(Known.NOTHING);
        } catch (IOException e) {
            LOG.warn("{} cannot be read; searching anew: {}", name, ForeignText.of(e.toString()));
            return Known.NOTHING;
        }
    }

    private Optional<Known> read(JsonNode json, Path name, long head) {
        try {
            long searchedTo = Long.parseLong(json.path("searchedTo").asText());
            long anchor = Long.parseLong(json.path("block").asText());
            List<BigInteger> ids = new ArrayList<>();
            for (JsonNode id : json.path("channels")) {
                ids.add(Digits.decimal(id.asText()));
            }
            boolean sameChain = anchor >= 0
                    && searchedTo <= head
                    && anchor <= searchedTo
                    && chain.blockHash(anchor)
                            .filter(json.path("hash").asText()::equals)
                            .isPresent();
            if (sameChain) {
                Known known = new Known(ids, searchedTo);
                stored.put(name, known);
                return Optional.of(known);
            }
            LOG.info("{} is of another chain, which had the same number and contract; searching anew", name);
        } catch (NumberFormatException e) {
            LOG.warn("{} is damaged and ignored: {}", name, ForeignText.of(e.toString()));
        }
        return Optional.empty();
    }

    /** Nothing is lost when it fails: the next client searches for itself. */
    void store(Address recipient, GroupId group, Known known) {
        Path name = name(recipient, group);
        if (folder.isEmpty() || !isNews(stored.get(name), known)) {
            return;
        }
        try {
            long anchor = known.searchedTo() > 2 * DEPTH ? known.searchedTo() - DEPTH : known.searchedTo();
            Optional<String> hash = chain.blockHash(anchor);
            if (hash.isPresent()) {
                folder.get().update(name, old -> write(known, anchor, hash.get()));
                stored.put(name, known);
            }
        } catch (IOException e) {
            LOG.warn(
                    "the channels that were found cannot be kept in {}: {}",
                    folder.get().path(),
                    e.toString());
        }
    }

    private static boolean isNews(@Nullable Known before, Known now) {
        return before == null
                || !new TreeSet<>(before.ids).equals(new TreeSet<>(now.ids))
                || now.searchedTo - before.searchedTo > WORTH_WRITING;
    }

    private static JsonNode write(Known known, long anchor, String hash) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("searchedTo", known.searchedTo()).put("block", anchor).put("hash", hash);
        ArrayNode channels = json.putArray("channels");
        known.ids().forEach(id -> channels.add(id.toString()));
        return json;
    }

    private static Path name(Address recipient, GroupId group) {
        String hex = new BigInteger(1, group.toBytes()).toString(16);
        return Path.of("group-" + recipient.toString().toLowerCase(Locale.ROOT) + "-" + hex + ".json");
    }
}
