package io.snet4j.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.ChainException;
import io.snet4j.errors.NodeRefusedException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.TransactionPendingException;
import io.snet4j.errors.TransactionRevertedException;
import io.snet4j.internal.core.Backoff;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.core.Hex;
import io.snet4j.internal.core.JsonRpc;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.Wei;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Waits for one transaction's receipt. Each look at it is a fresh one, so that a block that was replaced is forgotten
 * by itself; now and then it looks whether the transaction is still on its way at all.
 */
final class ReceiptWaiter {
    private static final int FIRST_CARE = 6;
    private static final int CARE_EVERY = 3;

    private final JsonRpc rpc;
    private final SentTransaction sent;
    private final Heads heads;
    private final FeeAccount account;
    private final int confirmations;
    private String trouble = "";
    private long depth;
    private boolean nonceSeenTaken;

    ReceiptWaiter(JsonRpc rpc, SentTransaction sent, Heads heads, FeeAccount account, int confirmations) {
        this.rpc = rpc;
        this.sent = sent;
        this.heads = heads;
        this.account = account;
        this.confirmations = confirmations;
    }

    /** @param price in wei for each unit of gas */
    private record Outcome(boolean success, Receipt receipt, Optional<BigInteger> price) {}

    Receipt await(Budget deadline) {
        Outcome outcome;
        try {
            outcome = poll(deadline);
        } catch (CallCancelledException e) {
            throw new CallCancelledException(
                    "stopped waiting for transaction " + sent.hash + ", which was sent: " + e.getMessage(),
                    e,
                    Charge.NONE);
        }
        account.mined(sent.from, sent.content, outcome.receipt().gasUsed(), outcome.price());
        if (outcome.success()) {
            return outcome.receipt()
                    .withFee(FeeAccount.paid(sent.content, outcome.receipt().gasUsed(), outcome.price()));
        }
        Receipt receipt = outcome.receipt();
        throw new TransactionRevertedException(
                "transaction " + sent.hash + " was mined in block " + receipt.blockNumber() + " but failed: "
                        + revertReason(receipt),
                sent.hash);
    }

    private Outcome poll(Budget deadline) {
        Backoff backoff = new Backoff(TransactionSender.FIRST_PAUSE, TransactionSender.LONGEST_PAUSE);
        for (int look = 1; ; look++) {
            Optional<Outcome> outcome = look();
            if (outcome.isPresent() && depth >= confirmations) {
                return outcome.get();
            }
            if (outcome.isEmpty() && look >= FIRST_CARE && look % CARE_EVERY == 0) {
                keepAlive();
            }
            if (!deadline.sleep(backoff.next())) {
                String state = outcome.isPresent()
                        ? " was mined in block " + outcome.get().receipt().blockNumber() + ", but is only " + depth
                                + " of " + confirmations + " blocks deep after "
                        : " was not mined within ";
                throw new TransactionPendingException(
                        "transaction " + sent.hash + state + deadline
                                + "; it may be later, look for it before sending again" + trouble,
                        sent.hash);
            }
        }
    }

    /** Reads the height first: what is then found below it is that deep at least. */
    private Optional<Outcome> look() {
        try {
            long height = confirmations > 1 ? heads.latest() : 0;
            Optional<Outcome> outcome =
                    rpc.request("eth_getTransactionReceipt", ReceiptWaiter::read, TextNode.valueOf(sent.hash));
            depth = outcome.map(mined -> depth(mined, height)).orElse(0L);
            trouble = "";
            return outcome;
        } catch (ChainException e) {
            // The transaction is on its way; a lost answer changes nothing about it.
            trouble = " (" + e.getMessage() + ")";
            return Optional.empty();
        }
    }

    private static long depth(Outcome mined, long height) {
        long above = Math.max(0, height - mined.receipt().blockNumber().toLong());
        return above == Long.MAX_VALUE ? above : above + 1;
    }

    private static Optional<Outcome> read(JsonNode receipt) {
        if (receipt.isNull() || receipt.path("blockNumber").isNull()) {
            return Optional.empty();
        }
        JsonNode contract = receipt.path("contractAddress");
        JsonNode price = receipt.path("effectiveGasPrice");
        return Optional.of(new Outcome(
                Hex.readLong(receipt.path("status")) == 1,
                new Receipt(
                        receipt.path("transactionHash").asText(),
                        BlockNumber.of(Hex.readLong(receipt.path("blockNumber"))),
                        Hex.readQuantity(receipt.path("gasUsed")),
                        contract.isTextual() ? Optional.of(Address.parse(contract.asText())) : Optional.empty(),
                        JsonRpcChain.readLogs(receipt.path("logs"))),
                price.isTextual() ? Optional.of(Hex.readQuantity(price)) : Optional.empty()));
    }

    /** With its fee, if the node tells the price; whether it succeeded is for its logs to show. */
    static Optional<Receipt> receipt(JsonNode json) {
        return read(json).map(mined -> mined.receipt()
                .withFee(mined.price()
                        .map(price -> new Wei(price.multiply(mined.receipt().gasUsed())))));
    }

    /**
     * Sends again what the node forgot, and gives up what can never be mined. Nodes lag behind each other: a nonce
     * counts as taken when it still is some looks later, without a receipt of ours in between.
     */
    private void keepAlive() {
        try {
            if (Replacement.isNonceUsed(rpc, sent, "latest")) {
                if (!nonceSeenTaken) {
                    nonceSeenTaken = true;
                    return;
                }
            } else {
                nonceSeenTaken = false;
                sendAgainIfForgotten();
                return;
            }
        } catch (ChainException e) {
            trouble = " (" + e.getMessage() + ")";
            return;
        }
        throw new ChainException("transaction " + sent.hash + " will never be mined: " + sent.from
                + " used its nonce " + sent.content.nonce() + " for " + Replacement.describe(rpc, sent, heads)
                + ". Nothing of it happened; see what the other one did before sending again");
    }

    private void sendAgainIfForgotten() {
        if (!rpc.request("eth_getTransactionByHash", JsonNode::isObject, TextNode.valueOf(sent.hash))) {
            rpc.request("eth_sendRawTransaction", JsonNode::asText, Hex.data(sent.raw));
        }
    }

    /** Receipts do not say why, so the same call is made again where it failed. */
    private String revertReason(Receipt receipt) {
        BigInteger limit = sent.content.gasLimit();
        try {
            rpc.request(
                    "eth_call",
                    JsonNode::asText,
                    sent.call(),
                    Hex.quantity(receipt.blockNumber().value()));
            return receipt.gasUsed().equals(limit)
                    ? "out of gas, with a limit of " + limit
                    : "reverted; it would succeed now, so something changed meanwhile";
        } catch (NodeRefusedException e) {
            return e.reason();
        } catch (ChainException e) {
            return "reverted; the reason could not be had: " + e.getMessage();
        }
    }
}
