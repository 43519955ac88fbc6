package io.snet4j.internal.memory;

import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import java.util.List;

/**
 * Which channels a search found.
 *
 * @param searchedTo the block up to which it looked
 * @param block one whose hash tells whether a chain still is the one that was searched
 */
public record FoundChannels(List<ChannelId> ids, BlockNumber searchedTo, BlockNumber block, String hash) {
    public FoundChannels {
        ids = List.copyOf(ids);
    }
}
