package io.snet4j.internal.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.snet4j.chain.FetchToken;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.errors.ChainException;
import io.snet4j.internal.memory.FolderMemory;
import io.snet4j.internal.memory.Memory;
import io.snet4j.internal.memory.StateFolder;
import io.snet4j.internal.onchain.BlockClock;
import io.snet4j.internal.onchain.Contracts;
import io.snet4j.internal.onchain.PayerAccount;
import io.snet4j.scripted.World;
import io.snet4j.testing.FakeChain;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which channels a search finds, with what an earlier process kept of its own. */
class GroupSearchTest {
    private static final long MANY_BLOCKS = 10_000;

    private final FakeChain chain = new FakeChain();
    private final Memory memory;

    GroupSearchTest(@TempDir Path directory) {
        memory = new FolderMemory(StateFolder.of(directory, 31337, FakeChain.ESCROW, World.PAYER.address()));
    }

    /** Of a process that begins. */
    private GroupSearch search() {
        PayerAccount account = new PayerAccount(
                World.PAYER,
                World.PAYER,
                new Contracts(
                        chain,
                        new MultiPartyEscrow(chain, FakeChain.ESCROW),
                        new FetchToken(chain, FakeChain.TOKEN),
                        () -> BlockNumber.ZERO),
                new BlockClock(chain::blockNumber, Runnable::run, System::nanoTime, BlockClock.SHORTEST_BLOCK_TIME));
        return new GroupSearch(account, new ChannelCache(chain, memory), World.RECIPIENT, World.GROUP);
    }

    private ChannelId open() {
        return chain.open(
                World.PAYER.address(), World.PAYER.address(), World.RECIPIENT, World.GROUP, 10, MANY_BLOCKS * 10);
    }

    private BlockNumber head() {
        return BlockNumber.of(chain.head());
    }

    @Test
    void afterASearchThatTheNodeFailedTheNextOneFindsWhatTheEarlierProcessDidNotKnow() {
        ChannelId old = open();
        chain.mine(MANY_BLOCKS);
        search().search(head());
        ChannelId newer = open();
        chain.mine(MANY_BLOCKS);
        GroupSearch search = search();

        chain.setLogsRefused(true);
        assertThatExceptionOfType(ChainException.class).isThrownBy(() -> search.search(head()));
        chain.setLogsRefused(false);

        assertThat(search.search(head())).extracting(PaymentChannel::id).containsExactlyInAnyOrder(old, newer);
        assertThat(search().search(head())).hasSize(2);
    }
}
