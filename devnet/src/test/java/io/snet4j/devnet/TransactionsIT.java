package io.snet4j.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.snet4j.chain.Chain;
import io.snet4j.chain.FetchToken;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.chain.Receipt;
import io.snet4j.devnet.fault.FaultyNode;
import io.snet4j.devnet.fault.NodeControl;
import io.snet4j.errors.ChainException;
import io.snet4j.errors.InsufficientFundsException;
import io.snet4j.identity.Identity;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Transactions on a real node that is sometimes slow, forgetful or reorganised. */
final class TransactionsIT {
    private static final Duration DEADLINE = Duration.ofMinutes(5);
    private static final Identity OWNER = TestChain.account(0);
    private static final Address SINK = Address.parse("0x00000000000000000000000000000000000000aa");

    /** Each is used once. */
    private static final AtomicInteger KEYS = new AtomicInteger(1_000);

    private static TestChain net;
    private static NodeControl control;
    private FaultyNode proxy;

    @BeforeAll
    static void start() {
        net = new TestChain();
        control = NodeControl.of(net.uri());
    }

    @AfterAll
    static void stop() {
        control.close();
        net.close();
    }

    @BeforeEach
    void openProxy() {
        proxy = FaultyNode.before(net.uri());
    }

    @AfterEach
    void closeProxy() {
        proxy.close();
        control.minesByItself(true);
    }

    private Chain throughProxy() {
        return Chain.connect(proxy.uri(), Duration.ofSeconds(10));
    }

    private static FetchToken token(Chain chain) {
        return new FetchToken(chain, ContractDeployment.EXPECTED.token());
    }

    private static Receipt give(Chain chain, Identity from, long cogs) {
        return token(chain).transfer(from, SINK, Cogs.of(cogs), DEADLINE);
    }

    private static Cogs received() {
        return token(net.chain).balance(SINK);
    }

    private static Identity freshAccount() {
        return Identity.ofPrivateKey("%064x".formatted(KEYS.incrementAndGet()));
    }

    /** Enough for any gas. */
    private static void giveEther(Identity account) {
        control.giveEther(account.address(), Wei.ofEther("1"));
    }

    private static Identity fundedAccount() {
        Identity account = freshAccount();
        giveEther(account);
        token(net.chain).transfer(OWNER, account.address(), Cogs.of(10_000), DEADLINE);
        return account;
    }

    // Guard: ReceiptWaiter.await, which asks whether the receipt's status is success. Taken for success otherwise.
    @Tag("D15")
    @Test
    void aRevertedTransactionIsAnErrorWithTheContractsReasonAndNeverSuccess() {
        Identity poor = freshAccount();
        giveEther(poor);
        // The node's own estimate would notice; a transaction that is overtaken by another one is mined and fails.
        proxy.says("eth_estimateGas", "\"0x30d40\"");
        try (Chain chain = throughProxy()) {
            assertThatExceptionOfType(ChainException.class)
                    .isThrownBy(() -> new MultiPartyEscrow(chain, ContractDeployment.EXPECTED.mpe())
                            .withdraw(poor, Cogs.of(1), DEADLINE))
                    .withMessageContaining("MultiPartyEscrow.withdraw")
                    .withMessageContaining("was mined in block " + net.chain.blockNumber() + " but failed")
                    .withMessageContaining("reverted: Insufficient balance in the contract");
        }
    }

    @Test
    void oneThatRunsOutOfGasSaysSo() {
        Identity account = fundedAccount();
        proxy.says("eth_estimateGas", "\"0x6000\"");
        try (Chain chain = throughProxy()) {
            assertThatExceptionOfType(ChainException.class)
                    .isThrownBy(() -> give(chain, account, 1))
                    .withMessageContaining("out of gas");
        }
    }

    // Guard: TransactionSender.transactionCount, the node's count as it is. One more than that waits for ever.
    @Tag("D16")
    @Test
    void theFirstTransactionOfAFreshAccountHasNonceZero() {
        Identity fresh = freshAccount();
        giveEther(fresh);

        token(net.chain).approve(fresh, SINK, Cogs.of(1), DEADLINE);

        assertThat(token(net.chain).allowance(fresh.address(), SINK)).isEqualTo(Cogs.of(1));
        assertThat(control.ask("eth_getTransactionCount", "[\"" + fresh.address() + "\",\"latest\"]"))
                .contains("\"0x1\"");
    }

    // Guards: TransactionSender.submit, which tries again on SendRefusal.NONCE_TAKEN ("replacement transaction
    // underpriced" otherwise), and unlike(), which keeps equal calls of two senders from being one transaction.
    @Tag("D16")
    @Test
    void manyThreadsAndSeveralChainsSendFromOneAccountWithoutCollision() throws InterruptedException {
        Identity account = fundedAccount();
        Cogs before = received();
        // A connection of its own each, as another process would have.
        List<Chain> chains = IntStream.range(0, 3)
                .mapToObj(i -> Chain.connect(net.uri(), Duration.ofMinutes(1)))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(12);
        CountDownLatch go = new CountDownLatch(1);
        control.minesByItself(false);
        net.rpc.setBlockTime(Duration.ofSeconds(1));
        try {
            List<CompletableFuture<Receipt>> sends = IntStream.range(0, 36)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> {
                                await(go);
                                return give(chains.get(i % 3), account, 1);
                            },
                            threads))
                    .toList();
            go.countDown();

            assertThat(sends.stream()
                            .map(CompletableFuture::join)
                            .map(Receipt::transactionHash)
                            .distinct())
                    .hasSize(36);
            assertThat(received()).isEqualTo(before.plus(Cogs.of(36)));
        } finally {
            threads.shutdownNow();
            chains.forEach(Chain::close);
            net.rpc.setBlockTime(Duration.ZERO);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void oneThatTheNodeDroppedIsSentAgainAndHappensOnce() {
        Identity account = fundedAccount();
        Cogs before = received();
        AtomicInteger looks = new AtomicInteger();
        control.minesByItself(false);
        proxy.on("eth_getTransactionReceipt", (request, node) -> {
            if (looks.incrementAndGet() == 2) {
                control.dropTransaction(request.param(0));
            }
            return node.ask(request);
        });
        proxy.on("eth_sendRawTransaction", (request, node) -> {
            String answer = node.ask(request);
            if (looks.get() > 2) {
                control.mine();
            }
            return answer;
        });
        try (Chain chain = throughProxy()) {
            give(chain, account, 5);
        }
        assertThat(received()).isEqualTo(before.plus(Cogs.of(5)));
        assertThat(proxy.requests("eth_sendRawTransaction")).hasSize(2);
        assertThat(proxy.requests("eth_sendRawTransaction").stream()
                        .map(FaultyNode.Request::params)
                        .distinct())
                .hasSize(1);
    }

    @Test
    void oneWhoseAnswerWasLostIsNotSentTwice() {
        Identity account = fundedAccount();
        Cogs before = received();
        proxy.on("eth_sendRawTransaction", (request, node) -> {
            node.ask(request);
            return "<html>bad gateway</html>";
        });
        try (Chain chain = throughProxy()) {
            give(chain, account, 5);
        }
        assertThat(received()).isEqualTo(before.plus(Cogs.of(5)));
        assertThat(proxy.requests("eth_sendRawTransaction")).hasSize(1);
    }

    @Test
    void oneThatWasReplacedIsAnErrorThatNamesBoth() {
        Identity account = fundedAccount();
        Cogs before = received();
        List<String> other = new ArrayList<>();
        // Another process with the same key is faster: the node never gets ours.
        proxy.on("eth_sendRawTransaction", (request, node) -> {
            other.add(give(net.chain, account, 1).transactionHash());
            return request.result("\"0x00\"");
        });
        try (Chain chain = throughProxy()) {
            assertThatExceptionOfType(ChainException.class)
                    .isThrownBy(() -> give(chain, account, 5))
                    .satisfies(e -> assertThat(e)
                            .hasMessageContaining("will never be mined")
                            .hasMessageContaining(other.get(0))
                            .hasMessageContaining("block " + net.chain.blockNumber())
                            .hasMessageContaining(proxy.requests("eth_getTransactionReceipt")
                                    .get(0)
                                    .param(0)));
        }
        assertThat(received()).isEqualTo(before.plus(Cogs.of(1)));
    }

    @Test
    void oneWhoseBlockIsTakenBackIsAwaitedUntilItIsDeepEnough() {
        Identity account = fundedAccount();
        Cogs before = received();
        List<BlockNumber> mined = new ArrayList<>();
        proxy.on("eth_getTransactionReceipt", (request, node) -> {
            String answer = node.ask(request);
            if (answer.contains("\"status\"")) {
                mined.add(net.chain.blockNumber());
                if (mined.size() == 1) {
                    control.rollBack(BlockCount.of(1));
                }
                control.mine();
            }
            return answer;
        });
        try (Chain chain = Chain.connect(proxy.uri(), Duration.ofSeconds(10), 3)) {
            Receipt receipt = give(chain, account, 5);

            assertThat(net.chain.blockNumber())
                    .isGreaterThanOrEqualTo(receipt.blockNumber().plus(BlockCount.of(2)));
            assertThat(receipt.blockNumber()).isGreaterThan(mined.get(0));
        }
        assertThat(received()).isEqualTo(before.plus(Cogs.of(5)));
    }

    @Test
    void anAccountWithoutEtherIsTold() {
        assertThatExceptionOfType(InsufficientFundsException.class)
                .isThrownBy(() -> token(net.chain).approve(freshAccount(), SINK, Cogs.of(1), DEADLINE))
                .withMessageContaining("ether");
    }

    @Test
    void aBlockIsKnownByItsHashUntilTheChainIsBegunAnew() {
        BlockNumber now = net.chain.blockNumber();
        assertThat(net.chain.blockHash(now)).get().asString().matches("0x[0-9a-f]{64}");
        assertThat(net.chain.blockHash(now)).isEqualTo(net.chain.blockHash(now));
        assertThat(net.chain.blockHash(now.plus(BlockCount.of(1)))).isEmpty();
        try (TestChain other = new TestChain()) {
            assertThat(other.chain.blockHash(BlockNumber.of(1)))
                    .isPresent()
                    .isNotEqualTo(net.chain.blockHash(BlockNumber.of(1)));
        }
    }
}
