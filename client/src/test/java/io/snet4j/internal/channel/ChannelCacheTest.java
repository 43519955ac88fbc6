package io.snet4j.internal.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.internal.memory.FolderMemory;
import io.snet4j.internal.memory.FoundChannels;
import io.snet4j.internal.memory.Memory;
import io.snet4j.internal.memory.ProcessMemory;
import io.snet4j.internal.memory.StateFolder;
import io.snet4j.scripted.World;
import io.snet4j.testing.FakeChain;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When it is kept which channels were found. */
class ChannelCacheTest {
    private static final ChannelCache.Known FOUND = new ChannelCache.Known(List.of(ChannelId.of(1)), BlockNumber.ZERO);

    private final FakeChain chain = new FakeChain();

    private void store(Memory memory) {
        new ChannelCache(chain, memory).store(World.RECIPIENT, World.GROUP, FOUND);
    }

    @Test
    void itIsKeptForTheNextProcess(@TempDir Path directory) throws IOException {
        Memory memory = new FolderMemory(StateFolder.of(directory, 31337, FakeChain.ESCROW, World.PAYER.address()));

        store(memory);

        assertThat(memory.found(World.RECIPIENT, World.GROUP))
                .contains(new FoundChannels(
                        List.of(ChannelId.of(1)),
                        BlockNumber.ZERO,
                        BlockNumber.ZERO,
                        chain.blockHash(BlockNumber.of(0)).orElseThrow()));
    }

    // Guard: ChannelCache.isMined asks the node before it calls a later block another chain's.
    @Test
    void whatAnotherProcessFoundSinceOurHeadWasReadIsOfThisChain() throws IOException {
        Memory memory = new ProcessMemory();
        chain.mine(10);
        BlockNumber head = BlockNumber.of(chain.head());
        memory.found(
                World.RECIPIENT,
                World.GROUP,
                new FoundChannels(FOUND.ids(), head, head, chain.blockHash(head).orElseThrow()));
        ChannelCache cache = new ChannelCache(chain, memory);

        assertThat(cache.load(World.RECIPIENT, World.GROUP, head.minus(BlockCount.of(3)))
                        .ids())
                .isEqualTo(FOUND.ids());
    }

    @Test
    void whatGoesBeyondTheNodesOwnHeadIsOfAnotherChain() throws IOException {
        Memory memory = new ProcessMemory();
        BlockNumber head = BlockNumber.of(chain.head());
        memory.found(
                World.RECIPIENT,
                World.GROUP,
                new FoundChannels(
                        FOUND.ids(),
                        head.plus(BlockCount.of(1)),
                        head,
                        chain.blockHash(head).orElseThrow()));

        assertThat(new ChannelCache(chain, memory)
                        .load(World.RECIPIENT, World.GROUP, head)
                        .ids())
                .isEmpty();
    }

    // Guard: ChannelCache.store asks the memory first, so that no block's hash is read for nothing.
    @Test
    void whereNoNextProcessReadsItTheNodeIsNotAsked() throws IOException {
        Memory memory = new ProcessMemory();

        store(memory);

        assertThat(memory.found(World.RECIPIENT, World.GROUP)).isEmpty();
    }
}
