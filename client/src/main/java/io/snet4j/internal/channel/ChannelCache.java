package io.snet4j.internal.channel;

import io.snet4j.chain.Chain;
import io.snet4j.chain.GroupId;
import io.snet4j.internal.memory.FoundChannels;
import io.snet4j.internal.memory.Memory;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which channels a search has found, so that the next client begins where this one ended. Ids only: what they are is
 * read from the chain. A block's hash tells whether it still is that chain. Thread-safe; blocks on memory and chain.
 */
public final class ChannelCache {
    /** What was found up to a block; none before the first search. */
    record Known(List<ChannelId> ids, BlockNumber searchedTo) {
        static final Known NOTHING = new Known(List.of(), BlockNumber.ZERO);
    }

    private static final Logger LOG = LoggerFactory.getLogger(ChannelCache.class);

    /** A block so deep is not replaced by a reorganization. */
    private static final BlockCount DEPTH = BlockCount.of(64);

    /** So many blocks are searched again rather than written down, because the search costs one query either way. */
    private static final BlockCount WORTH_WRITING = BlockCount.of(1000);

    private final Chain chain;
    private final Memory memory;
    private final Map<Group, Known> stored = new ConcurrentHashMap<>();

    public ChannelCache(Chain chain, Memory memory) {
        this.chain = chain;
        this.memory = memory;
    }

    Known load(Address recipient, GroupId group, BlockNumber head) {
        try {
            return memory.found(recipient, group)
                    .filter(found -> isOfThisChain(found, head))
                    .map(found -> kept(recipient, group, new Known(found.ids(), found.searchedTo())))
                    .orElse(Known.NOTHING);
        } catch (IOException e) {
            LOG.warn(
                    "the channels that were found cannot be read from {}; searching anew: {}",
                    memory,
                    ForeignText.of(e.toString()));
            return Known.NOTHING;
        }
    }

    private Known kept(Address recipient, GroupId group, Known known) {
        stored.put(new Group(recipient, group), known);
        return known;
    }

    private boolean isOfThisChain(FoundChannels found, BlockNumber head) {
        boolean same = isMined(found.searchedTo(), head)
                && !found.block().isAfter(found.searchedTo())
                && chain.blockHash(found.block()).filter(found.hash()::equals).isPresent();
        if (!same) {
            LOG.info("{} is of another chain, which had the same number and contract; searching anew", memory);
        }
        return same;
    }

    /** Another process may have searched on since our head was read. */
    private boolean isMined(BlockNumber searchedTo, BlockNumber head) {
        return !searchedTo.isAfter(head) || !searchedTo.isAfter(chain.blockNumber());
    }

    /** Nothing is lost when it fails: the next client searches for itself. */
    void store(Address recipient, GroupId group, Known known) {
        if (!memory.outlivesProcess() || !isNews(stored.get(new Group(recipient, group)), known)) {
            return;
        }
        try {
            BlockNumber deep = known.searchedTo().minus(DEPTH);
            BlockNumber anchor = deep.isAfter(BlockNumber.ZERO.plus(DEPTH)) ? deep : known.searchedTo();
            Optional<String> hash = chain.blockHash(anchor);
            if (hash.isPresent()) {
                memory.found(recipient, group, new FoundChannels(known.ids(), known.searchedTo(), anchor, hash.get()));
                kept(recipient, group, known);
            }
        } catch (IOException e) {
            LOG.warn("the channels that were found cannot be kept in {}: {}", memory, e.toString());
        }
    }

    private static boolean isNews(@Nullable Known before, Known now) {
        return before == null
                || !new TreeSet<>(before.ids).equals(new TreeSet<>(now.ids))
                || now.searchedTo.isAfter(before.searchedTo.plus(WORTH_WRITING));
    }

    private record Group(Address recipient, GroupId id) {}
}
