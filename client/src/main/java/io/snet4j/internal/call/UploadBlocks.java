package io.snet4j.internal.call;

import io.snet4j.internal.onchain.BlockClock;
import io.snet4j.value.BlockNumber;

/**
 * For which blocks the messages of one upload are signed. The node is asked beside the stream: once near the
 * beginning, and again whenever what is known grows old. For one thread.
 */
final class UploadBlocks {
    private final BlockClock blocks;
    private final long looksBefore;
    private int messages;

    UploadBlocks(BlockClock blocks) {
        this.blocks = blocks;
        this.looksBefore = blocks.looks();
    }

    /** May block, if what is known is too old for the next message. */
    BlockNumber next(UploadPace pace) {
        messages++;
        // One more look shows whether the chain is faster than the clock allows, before many messages are signed for
        // old blocks.
        if (messages == 2 && blocks.looks() == looksBefore) {
            blocks.lookBeside();
        }
        pace.block(blocks.lowest(), blocks.highest());
        return blocks.near(BlockClock.WINDOW, pace.blocksUntilRead(), pace.mostBlocksUntilRead());
    }
}
