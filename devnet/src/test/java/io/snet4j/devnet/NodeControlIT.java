package io.snet4j.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.devnet.fault.NodeControl;
import io.snet4j.identity.Identity;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.Wei;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class NodeControlIT {
    @Test
    void itGivesEtherMinesAndTakesBlocksBack() {
        try (TestChain net = new TestChain();
                NodeControl control = NodeControl.of(net.uri())) {
            Identity account = Identity.ofPrivateKey("5".repeat(64));
            control.giveEther(account.address(), Wei.ofEther("2"));
            assertThat(control.ether(account.address())).isEqualTo(Wei.ofEther("2"));
            assertThat(control.transactions(account.address())).isEqualTo(BigInteger.ZERO);

            BlockNumber block = net.chain.blockNumber();
            control.mine();
            control.mine();
            assertThat(net.chain.blockNumber()).isEqualTo(block.plus(BlockCount.of(2)));
            control.rollBack(BlockCount.of(1));
            assertThat(net.chain.blockNumber()).isEqualTo(block.plus(BlockCount.of(1)));

            assertThat(control.ask("eth_blockNumber", "[]"))
                    .isEqualTo("\"0x" + Long.toHexString(block.toLong() + 1) + "\"");
            assertThatThrownBy(() -> control.ask("eth_noSuchMethod", "[]"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("eth_noSuchMethod");
        }
    }
}
