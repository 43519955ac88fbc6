package io.snet4j.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.ChainException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.core.Hex;
import io.snet4j.internal.core.JsonRpc;
import io.snet4j.value.Address;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Waits for one transaction's receipt. */
final class ReceiptWaiter {
    /** A development node mines at once; the Ethereum network takes 12 s for a block. */
    private static final long FIRST_PAUSE_MILLIS = 5;

    private static final long LONGEST_PAUSE_MILLIS = 1_500;

    private final JsonRpc rpc;
    private final String hash;
    private final ObjectNode call;

    /** @param call the transaction as {@code eth_call} takes it, to learn why it reverted */
    ReceiptWaiter(JsonRpc rpc, String hash, ObjectNode call) {
        this.rpc = rpc;
        this.hash = hash;
        this.call = call;
    }

    private record Outcome(boolean success, Receipt receipt) {}

    Receipt await(long endNanos, Duration deadline) {
        Outcome outcome;
        try {
            outcome = poll(endNanos, deadline);
        } catch (CallCancelledException e) {
            throw new CallCancelledException(
                    "stopped waiting for transaction " + hash + ", which was sent: " + e.getMessage(), e, Charge.NONE);
        }
        if (outcome.success()) {
            return outcome.receipt();
        }
        long block = outcome.receipt().blockNumber();
        throw new ChainException(
                "transaction " + hash + " was mined in block " + block + " but failed: " + revertReason(block));
    }

    private Outcome poll(long endNanos, Duration deadline) {
        String trouble = "";
        for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
            try {
                Optional<Outcome> outcome =
                        rpc.request("eth_getTransactionReceipt", ReceiptWaiter::read, TextNode.valueOf(hash));
                if (outcome.isPresent()) {
                    return outcome.get();
                }
                trouble = "";
            } catch (ChainException e) {
                // The transaction is on its way; a lost answer changes nothing about it.
                trouble = " (" + e.getMessage() + ")";
            }
            long left = TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime());
            if (left <= 0) {
                throw new ChainException("transaction " + hash + " was not mined within " + deadline
                        + "; it may be later, look for it before sending again" + trouble);
            }
            pause(Math.min(pause, left));
        }
    }

    private void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallCancelledException("interrupted", e, Charge.NONE);
        }
    }

    private static Optional<Outcome> read(JsonNode receipt) {
        if (receipt.isNull()) {
            return Optional.empty();
        }
        JsonNode contract = receipt.path("contractAddress");
        return Optional.of(new Outcome(
                Hex.readLong(receipt.path("status")) == 1,
                new Receipt(
                        receipt.path("transactionHash").asText(),
                        Hex.readLong(receipt.path("blockNumber")),
                        Hex.readQuantity(receipt.path("gasUsed")),
                        contract.isTextual() ? Optional.of(Address.parse(contract.asText())) : Optional.empty(),
                        JsonRpcChain.readLogs(receipt.path("logs")))));
    }

    /** Receipts do not say why, so the same call is made again where it failed. */
    private String revertReason(long block) {
        try {
            rpc.request("eth_call", JsonNode::asText, call, Hex.quantity(block));
            return "reverted; it would succeed now, so something changed meanwhile";
        } catch (JsonRpc.RefusedException e) {
            return e.reason();
        } catch (ChainException e) {
            return "reverted; the reason could not be had: " + e.getMessage();
        }
    }
}
