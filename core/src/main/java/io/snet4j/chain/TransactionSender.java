package io.snet4j.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.ChainException;
import io.snet4j.errors.InsufficientFundsException;
import io.snet4j.errors.NodeRefusedException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.identity.Fee;
import io.snet4j.identity.Identity;
import io.snet4j.identity.UnsignedTransaction;
import io.snet4j.internal.core.Backoff;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.core.Deadline;
import io.snet4j.internal.core.Hex;
import io.snet4j.internal.core.JsonRpc;
import io.snet4j.value.Address;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** Brings transactions into a block: gas with a margin, nonces in order, receipts by polling. */
final class TransactionSender {
    private static final TextNode PENDING = TextNode.valueOf("pending");
    private static final int MAX_FEE_ATTEMPTS = 4;

    /** A development node mines at once, the Ethereum network takes 12 s for a block. */
    static final Duration FIRST_PAUSE = Duration.ofMillis(8);

    static final Duration LONGEST_PAUSE = Duration.ofMillis(1_500);

    /** Senders of one process that are told apart for certain, and steps for those of others; in gas, 16384 in all. */
    private static final int SENDERS = 1 << 4;

    private static final int STEPS = 1 << 10;
    private static final AtomicInteger CREATED = new AtomicInteger();

    private final int number = Math.floorMod(CREATED.getAndIncrement(), SENDERS);
    private final JsonRpc rpc;
    private final LongSupplier chainId;
    private final Fees fees;
    private final Heads heads;
    private final int confirmations;
    private final Map<Address, Nonces> accounts = new ConcurrentHashMap<>();

    TransactionSender(JsonRpc rpc, LongSupplier chainId, Fees fees, Heads heads, int confirmations) {
        this.rpc = rpc;
        this.chainId = chainId;
        this.fees = fees;
        this.heads = heads;
        this.confirmations = confirmations;
    }

    /** Has its own deadline: what is given up half-way may be mined all the same. */
    Receipt send(Identity from, Optional<Address> to, byte[] data, FeeAccount account, Duration deadline) {
        return Deadline.apart(() -> sendNow(from, to, data, account, deadline));
    }

    private Receipt sendNow(Identity from, Optional<Address> to, byte[] data, FeeAccount account, Duration deadline) {
        Budget end = Budget.strict(deadline);
        // Nothing has been sent when this fails, which is how most reverts show.
        BigInteger gas = gas(from.address(), to, data);
        Nonces nonces = accounts.computeIfAbsent(from.address(), Nonces::new);
        SentTransaction sent = submit(from, to, data, gas, nonces, account, end);
        try {
            return new ReceiptWaiter(rpc, sent, heads, account, confirmations).await(end);
        } finally {
            nonces.end(sent.content.nonce());
        }
    }

    /** The node's estimate and a fifth: what a transaction needs may grow until it is mined. */
    BigInteger gas(Address from, Optional<Address> to, byte[] data) {
        BigInteger gas = rpc.request("eth_estimateGas", Hex::readQuantity, SentTransaction.call(from, to, data));
        return gas.add(gas.divide(BigInteger.valueOf(5)));
    }

    /** Until the node has taken it, or may have. */
    private SentTransaction submit(
            Identity from,
            Optional<Address> to,
            byte[] data,
            BigInteger gas,
            Nonces nonces,
            FeeAccount account,
            Budget end) {
        Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        Optional<NodeRefusedException> before = Optional.empty();
        for (int feeAttempts = 1; ; ) {
            Fee fee = fees.current();
            NodeRefusedException refusal;
            nonces.lock(end);
            try {
                BigInteger nonce = nonces.next(transactionCount(from.address()));
                var content = new UnsignedTransaction(chainId.getAsLong(), nonce, to, data, unlike(gas), fee);
                admit(from.address(), content, account, before);
                var sent = new SentTransaction(from.address(), content, from.signTransaction(content));
                Optional<NodeRefusedException> refused = broadcast(sent);
                if (refused.isEmpty()) {
                    nonces.begin(nonce);
                    return sent;
                }
                refusal = refused.get();
            } finally {
                nonces.unlock();
            }
            before = Optional.of(refusal);
            SendRefusal kind = SendRefusal.of(refusal);
            if (kind == SendRefusal.NO_ETHER) {
                throw new InsufficientFundsException(
                        from.address() + " has too little ether for the gas of a transaction: " + refusal.reason(),
                        refusal);
            }
            boolean again = kind == SendRefusal.NONCE_TAKEN
                    || (kind == SendRefusal.FEE_TOO_LOW && feeAttempts++ < MAX_FEE_ATTEMPTS);
            if (!again || !end.sleep(backoff.next())) {
                throw refusal;
            }
        }
    }

    /** From here on it counts, whatever the node says became of it. */
    private static void admit(
            Address from, UnsignedTransaction content, FeeAccount account, Optional<NodeRefusedException> before) {
        try {
            account.admit(from, content);
        } catch (SpendingLimitException e) {
            throw before.map(refusal -> new SpendingLimitException(
                            e.getMessage() + ". Before, the node refused to take it: " + refusal.reason(), refusal))
                    .orElse(e);
        }
    }

    /**
     * Two senders that give the same call the same nonce must not produce the same bytes: the node would take them for
     * one transaction, and both for theirs. Gas that is not used is not paid, and a node does not prefer one to the
     * other.
     */
    private BigInteger unlike(BigInteger gas) {
        int step = ThreadLocalRandom.current().nextInt(STEPS);
        return gas.add(BigInteger.valueOf((long) SENDERS * step + number));
    }

    private BigInteger transactionCount(Address account) {
        return rpc.request("eth_getTransactionCount", Hex::readQuantity, TextNode.valueOf(account.toString()), PENDING);
    }

    /** @return empty if the node has it, or may have it: then the wait for its receipt will tell */
    private Optional<NodeRefusedException> broadcast(SentTransaction sent) {
        try {
            rpc.request("eth_sendRawTransaction", JsonNode::asText, Hex.data(sent.raw));
            return Optional.empty();
        } catch (NodeRefusedException e) {
            return SendRefusal.of(e) == SendRefusal.KNOWN || isKnown(sent) ? Optional.empty() : Optional.of(e);
        } catch (CallCancelledException e) {
            throw new CallCancelledException(
                    "the node may or may not have taken transaction " + sent.hash
                            + "; look for it before sending again: " + e.getMessage(),
                    e,
                    Charge.NONE);
        } catch (ChainException e) {
            return Optional.empty();
        }
    }

    /** What stands before several nodes sends to all of them, and may answer with the words of the slowest. */
    private boolean isKnown(SentTransaction sent) {
        try {
            return rpc.request("eth_getTransactionByHash", JsonNode::isObject, TextNode.valueOf(sent.hash));
        } catch (ChainException e) {
            return false;
        }
    }
}
