package io.snet4j.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.ChainException;
import io.snet4j.errors.InsufficientFundsException;
import io.snet4j.identity.Identity;
import io.snet4j.testing.ScriptedNode;
import io.snet4j.testing.ScriptedNode.Answer;
import io.snet4j.testing.SentTransaction;
import io.snet4j.testing.Vectors;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionSenderTest {
    private static final Identity SENDER = Identity.ofPrivateKey(Vectors.privateKey("anvil0"));
    private static final Address TO = Vectors.address(Vectors.ALL.at("/mpe_addresses/devnet"));
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final String RECEIPT =
            """
            {"transactionHash":"0xabc","blockNumber":"0x7","gasUsed":"0x5208","status":"%s","contractAddress":null,
             "logs":[{"address":"0xe7f1725e7734ce288f8367e1bb143e90bb3f0512","blockNumber":"0x7","topics":["0x01"],"data":"0x"}]}
            """;

    private final ScriptedNode node = new ScriptedNode();
    private final Chain chain = Chain.connect(node.uri(), DEADLINE);
    private final AtomicInteger taken = new AtomicInteger(5);

    @BeforeEach
    void aNodeThatMinesAtOnce() {
        node.on("eth_chainId", "\"0x7a69\"")
                .on("eth_estimateGas", "\"0x64\"")
                .on("eth_maxPriorityFeePerGas", "\"0x3\"")
                .on("eth_getBlockByNumber", "{\"baseFeePerGas\":\"0xa\"}")
                .on(
                        "eth_getTransactionCount",
                        parameters -> Answer.result("\"0x" + Integer.toHexString(taken.get()) + "\""))
                .on("eth_sendRawTransaction", parameters -> {
                    taken.incrementAndGet();
                    return Answer.result("\"0xabc\"");
                })
                .on("eth_getTransactionReceipt", RECEIPT.formatted("0x1"));
    }

    @AfterEach
    void close() {
        chain.close();
        node.close();
    }

    private Receipt send() {
        return chain.send(SENDER, Optional.of(TO), new byte[] {9}, DEADLINE);
    }

    private SentTransaction sent() {
        return SentTransaction.parse(
                node.requests("eth_sendRawTransaction").get(0).get(0).asText());
    }

    private List<Integer> nonces() {
        return node.requests("eth_sendRawTransaction").stream()
                .map(parameters -> SentTransaction.parse(parameters.get(0).asText())
                        .nonce()
                        .intValue())
                .toList();
    }

    private String hash() {
        return node.requests("eth_getTransactionReceipt").get(0).get(0).asText();
    }

    @Test
    void itCarriesTheNodesNonceTwiceTheBaseFeeAndAFifthMoreGasThanEstimated() {
        Receipt receipt = send();

        assertThat(sent().chainId()).isEqualTo(31337);
        assertThat(sent().nonce()).isEqualTo(5);
        assertThat(sent().gasLimit().intValue()).isBetween(120, 120 + 16_383);
        assertThat(sent().maxPriorityFeePerGas()).isEqualTo(3);
        assertThat(sent().maxFeePerGas()).isEqualTo(23);
        assertThat(sent().to()).isEqualToIgnoringCase(TO.toString());
        assertThat(node.requests("eth_getTransactionCount").get(0).get(1).asText())
                .isEqualTo("pending");
        assertThat(receipt.blockNumber()).isEqualTo(BlockNumber.of(7));
        assertThat(receipt.gasUsed()).isEqualTo(21000);
        assertThat(receipt.contract()).isEmpty();
        assertThat(receipt.logs()).singleElement().satisfies(log -> assertThat(log.contract())
                .isEqualTo(TO));
    }

    @Test
    void theReceiptIsAskedForUntilItIsThere() {
        AtomicInteger asked = new AtomicInteger();
        node.on(
                "eth_getTransactionReceipt",
                parameters ->
                        asked.incrementAndGet() < 4 ? Answer.result("null") : Answer.result(RECEIPT.formatted("0x1")));

        assertThat(send().blockNumber()).isEqualTo(BlockNumber.of(7));
        assertThat(asked).hasValue(4);
    }

    @Test
    void aNodeThatIsBusyWhileWaitingIsAskedAgain() {
        AtomicInteger asked = new AtomicInteger();
        node.on(
                "eth_getTransactionReceipt",
                parameters -> asked.incrementAndGet() < 3
                        ? new Answer(503, "busy")
                        : Answer.result(RECEIPT.formatted("0x1")));

        assertThat(send().blockNumber()).isEqualTo(BlockNumber.of(7));
    }

    @Test
    void oneThatIsNotMinedInTimeIsNamedByItsHash() {
        node.on("eth_getTransactionReceipt", "null");

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(() -> chain.send(SENDER, Optional.of(TO), new byte[0], Duration.ofMillis(30)))
                .satisfies(e -> assertThat(e).hasMessageContaining(hash()).hasMessageContaining("was not mined"));
    }

    @Test
    void oneThatWouldRevertIsNotSent() {
        node.on("eth_estimateGas", parameters -> Answer.error("{\"code\":3,\"message\":\"execution reverted: no\"}"));

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(this::send)
                .withMessageContaining("execution reverted: no");
        assertThat(node.requests("eth_sendRawTransaction")).isEmpty();
    }

    @Test
    void oneThatRevertsWhenMinedIsToldWithTheReason() {
        node.on("eth_getTransactionReceipt", RECEIPT.formatted("0x0"))
                .on("eth_call", parameters -> Answer.error("{\"code\":3,\"message\":\"execution reverted: late\"}"));

        assertThatExceptionOfType(ChainException.class).isThrownBy(this::send).satisfies(e -> assertThat(e)
                .hasMessage("transaction " + hash() + " was mined in block 7 but failed: execution reverted: late"));
        assertThat(node.requests("eth_call").get(0).get(1).asText()).isEqualTo("0x7");
    }

    @Test
    void oneThatTheNodeRefusesIsNotWaitedFor() {
        node.on("eth_sendRawTransaction", parameters -> Answer.error("{\"message\":\"exceeds block gas limit\"}"));

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(this::send)
                .withMessageContaining("exceeds block gas limit");
        assertThat(node.requests("eth_getTransactionReceipt")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonce too low: next nonce 6, tx nonce 5",
                "replacement transaction underpriced",
                "max fee per gas less than block base fee: address 0x, maxFeePerGas: 1, baseFee: 2",
                "transaction underpriced: tip needed 1, tip permitted 0",
            })
    void whatAnotherSenderOrARisingFeeCausesIsTriedAgainWithNewNonceAndFee(String refusal) {
        AtomicInteger refusals = new AtomicInteger();
        node.on("eth_sendRawTransaction", parameters -> {
            taken.incrementAndGet();
            return refusals.incrementAndGet() <= 2
                    ? Answer.error("{\"code\":-32000,\"message\":\"" + refusal + "\"}")
                    : Answer.result("\"0xabc\"");
        });

        assertThat(send().blockNumber()).isEqualTo(BlockNumber.of(7));
        assertThat(nonces()).containsExactly(5, 6, 7);
        assertThat(node.requests("eth_getBlockByNumber")).hasSize(3);
    }

    @Test
    void aFeeThatIsTooLowAgainAndAgainIsTold() {
        node.on("eth_sendRawTransaction", parameters -> Answer.error("{\"message\":\"transaction underpriced\"}"));

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(this::send)
                .withMessageContaining("transaction underpriced");
        assertThat(node.requests("eth_sendRawTransaction")).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"already known", "nonce too low"})
    void whatTheNodeHasAlreadyIsWaitedForAndNotSignedAnew(String answer) {
        node.on("eth_sendRawTransaction", parameters -> Answer.error("{\"message\":\"" + answer + "\"}"))
                .on("eth_getTransactionByHash", "{}");

        assertThat(send().blockNumber()).isEqualTo(BlockNumber.of(7));
        assertThat(node.requests("eth_sendRawTransaction")).hasSize(1);
    }

    @Test
    void anAccountWithoutEtherIsTold() {
        node.on(
                "eth_sendRawTransaction",
                parameters -> Answer.error("{\"message\":\"insufficient funds for gas * price + value\"}"));

        assertThatExceptionOfType(InsufficientFundsException.class)
                .isThrownBy(this::send)
                .withMessageContaining(SENDER.address().toString())
                .withMessageContaining("ether");
    }

    @Test
    void oneWhoseSendingGotNoUsableAnswerIsWaitedForAsItMayBeOnItsWay() {
        node.on("eth_sendRawTransaction", parameters -> new Answer(502, "bad gateway"));

        assertThat(send().blockNumber()).isEqualTo(BlockNumber.of(7));
        assertThat(node.requests("eth_sendRawTransaction")).hasSize(1);
    }

    @Test
    void oneThatTheNodeForgotIsSentAgainWithTheSameBytes() {
        node.on("eth_getTransactionByHash", "null").on("eth_getTransactionReceipt", "null");
        AtomicInteger sends = new AtomicInteger();
        node.on("eth_sendRawTransaction", parameters -> {
            if (sends.incrementAndGet() == 3) {
                node.on("eth_getTransactionReceipt", RECEIPT.formatted("0x1"));
            }
            return Answer.result("\"0xabc\"");
        });

        assertThat(send().blockNumber()).isEqualTo(BlockNumber.of(7));
        assertThat(node.requests("eth_sendRawTransaction").stream()
                        .map(JsonNode::toString)
                        .distinct())
                .hasSize(1);
    }

    @Test
    void oneWhoseNonceAnotherOneUsedIsGivenUpNamingBoth() {
        node.on("eth_getTransactionReceipt", "null")
                .on("eth_getTransactionByHash", "null")
                .on("eth_blockNumber", "\"0x20\"")
                .on("eth_getTransactionCount", parameters -> {
                    String block = parameters.get(1).asText();
                    boolean after = block.equals("latest") || (block.startsWith("0x") && Long.decode(block) >= 21);
                    return Answer.result(after ? "\"0x6\"" : "\"0x5\"");
                })
                .on("eth_getBlockByNumber", parameters -> {
                    boolean full = parameters.get(1).asBoolean();
                    assertThat(parameters.get(0).asText()).isEqualTo(full ? "0x15" : "latest");
                    return Answer.result(
                            full
                                    ? "{\"transactions\":[{\"from\":\"" + TO
                                            + "\",\"nonce\":\"0x5\",\"hash\":\"0x01\"}," + "{\"from\":\""
                                            + SENDER.address() + "\",\"nonce\":\"0x5\",\"hash\":\"0x02\"}]}"
                                    : "{\"baseFeePerGas\":\"0xa\"}");
                });

        assertThatExceptionOfType(ChainException.class).isThrownBy(this::send).satisfies(e -> assertThat(e)
                .hasMessageContaining(hash())
                .hasMessageContaining("nonce 5 for transaction 0x02 in block 21"));
        assertThat(node.requests("eth_sendRawTransaction")).hasSize(1);
    }

    @Test
    void aReceiptCountsOnlyWhenItIsDeepEnoughAndStillThere() {
        AtomicInteger heights = new AtomicInteger(7);
        List<String> receipts = List.of(
                RECEIPT.formatted("0x1"), "null", RECEIPT.formatted("0x1").replace("\"0x7\"", "\"0x8\""));
        AtomicInteger asked = new AtomicInteger();
        node.on("eth_blockNumber", parameters -> Answer.result("\"0x" + heights.getAndIncrement() + "\""))
                .on(
                        "eth_getTransactionReceipt",
                        parameters -> Answer.result(receipts.get(Math.min(asked.getAndIncrement(), 2))));
        try (Chain careful = Chain.connect(node.uri(), DEADLINE, 2)) {
            Receipt receipt = careful.send(SENDER, Optional.of(TO), new byte[] {9}, DEADLINE);

            assertThat(receipt.blockNumber()).isEqualTo(BlockNumber.of(8));
            assertThat(asked).hasValue(3);
        }
    }

    @Test
    void oneThatIsMinedButNotDeepEnoughInTimeIsNamedWithItsBlock() {
        node.on("eth_blockNumber", "\"0x8\"");
        try (Chain careful = Chain.connect(node.uri(), DEADLINE, 3)) {
            assertThatExceptionOfType(ChainException.class)
                    .isThrownBy(() -> careful.send(SENDER, Optional.of(TO), new byte[0], Duration.ofMillis(30)))
                    .withMessageContaining("was mined in block 7, but is only 2 of 3 blocks deep");
        }
    }

    @Test
    void fewerThanOneConfirmationCannotBeAskedFor() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Chain.connect(node.uri(), DEADLINE, 0))
                .withMessageContaining("not 0");
    }

    @Test
    void aNodeWithoutBaseFeeGetsALegacyTransactionAtItsPrice() {
        node.on("eth_getBlockByNumber", "{}").on("eth_gasPrice", "\"0x64\"");
        send();

        SentTransaction legacy = SentTransaction.parse(
                node.requests("eth_sendRawTransaction").get(0).get(0).asText());
        assertThat(legacy.legacy()).isTrue();
        assertThat(legacy.maxFeePerGas()).isEqualTo(100);
        assertThat(legacy.chainId()).isEqualTo(31337);
        assertThat(node.requests("eth_maxPriorityFeePerGas")).isEmpty();
    }

    @Test
    void aNodeThatNamesNoTipGetsALegacyTransactionAboveItsPrice() {
        node.on("eth_gasPrice", "\"0x64\"")
                .on("eth_maxPriorityFeePerGas", parameters -> Answer.error("{\"code\":-32601,\"message\":\"no\"}"));
        send();

        assertThat(SentTransaction.parse(node.requests("eth_sendRawTransaction")
                                .get(0)
                                .get(0)
                                .asText())
                        .maxFeePerGas())
                .isEqualTo(125);
    }

    @Test
    void sendsFromOneAddressTakeTheirNoncesOneAfterTheOther() {
        List<CompletableFuture<Receipt>> sends = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(this::send))
                .toList();
        sends.forEach(CompletableFuture::join);

        assertThat(nonces()).containsExactly(5, 6, 7, 8, 9, 10, 11, 12);
    }

    @Test
    void anInterruptWhileWaitingNamesTheTransactionAndIsKept() {
        Thread caller = Thread.currentThread();
        node.on("eth_getTransactionReceipt", parameters -> {
            caller.interrupt();
            return Answer.result("null");
        });

        assertThatExceptionOfType(CallCancelledException.class)
                .isThrownBy(this::send)
                .withMessageContaining(hash());
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aCreatedContractIsInTheReceipt() {
        node.on(
                "eth_getTransactionReceipt",
                RECEIPT.formatted("0x1").replace("null", "\"0xe7f1725e7734ce288f8367e1bb143e90bb3f0512\""));

        Receipt receipt = chain.send(SENDER, Optional.empty(), new byte[] {1, 2}, DEADLINE);

        assertThat(receipt.contract()).contains(TO);
        assertThat(sent().to()).isEqualTo("0x");
        assertThat(node.requests("eth_estimateGas").get(0).get(0).has("to")).isFalse();
    }
}
