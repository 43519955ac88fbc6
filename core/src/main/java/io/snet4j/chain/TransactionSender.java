package io.snet4j.chain;

import static io.snet4j.internal.core.JsonRpc.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.ChainException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.identity.Identity;
import io.snet4j.identity.UnsignedTransaction;
import io.snet4j.internal.core.Hex;
import io.snet4j.internal.core.JsonRpc;
import io.snet4j.internal.core.Keccak;
import io.snet4j.value.Address;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** Brings transactions into a block: fees by EIP-1559, nonces in order, receipts by polling. */
final class TransactionSender {
    private static final TextNode PENDING = TextNode.valueOf("pending");

    private final JsonRpc rpc;
    private final LongSupplier chainId;
    private final Fees fees;
    private final int confirmations;
    private final Map<Address, ReentrantLock> locks = new ConcurrentHashMap<>();

    TransactionSender(JsonRpc rpc, LongSupplier chainId, Fees fees, int confirmations) {
        this.rpc = rpc;
        this.fees = fees;
        this.confirmations = confirmations;
        this.chainId = chainId;
    }

    Receipt send(Identity from, Optional<Address> to, byte[] data, Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        ReentrantLock lock = locks.computeIfAbsent(from.address(), address -> new ReentrantLock(true));
        acquire(lock, from.address(), deadline);
        ObjectNode call = call(from.address(), to, data);
        String hash;
        try {
            hash = submit(from, to, data, call);
        } finally {
            lock.unlock();
        }
        return new ReceiptWaiter(rpc, hash, call).await(end, deadline);
    }

    private static void acquire(ReentrantLock lock, Address sender, Duration deadline) {
        try {
            if (!lock.tryLock(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new ChainException(
                        "another transaction of " + sender + " was still being sent after " + deadline);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallCancelledException("interrupted before a transaction was sent", e, Charge.NONE);
        }
    }

    private static ObjectNode call(Address from, Optional<Address> to, byte[] data) {
        ObjectNode call = JSON.createObjectNode().put("from", from.toString());
        to.ifPresent(address -> call.put("to", address.toString()));
        call.set("data", Hex.data(data));
        return call;
    }

    /** The node's estimate and a fifth: what a transaction needs may grow until it is mined. */
    BigInteger gas(Address from, Optional<Address> to, byte[] data) {
        return gas(call(from, to, data));
    }

    private BigInteger gas(ObjectNode call) {
        BigInteger gas = rpc.request("eth_estimateGas", Hex::readQuantity, call);
        return gas.add(gas.divide(BigInteger.valueOf(5)));
    }

    /** Nothing has been sent when the estimate fails, which is how most reverts show. */
    private String submit(Identity from, Optional<Address> to, byte[] data, ObjectNode call) {
        BigInteger gas = gas(call);
        BigInteger nonce = rpc.request(
                "eth_getTransactionCount",
                Hex::readQuantity,
                TextNode.valueOf(from.address().toString()),
                PENDING);
        byte[] signed = from.signTransaction(
                new UnsignedTransaction(chainId.getAsLong(), nonce, to, data, gas, fees.current()));
        String hash = "0x" + HexFormat.of().formatHex(Keccak.hash(signed));
        try {
            rpc.request("eth_sendRawTransaction", JsonNode::asText, Hex.data(signed));
        } catch (JsonRpc.RefusedException e) {
            throw e;
        } catch (CallCancelledException e) {
            throw new CallCancelledException(unsure(hash, e), e, Charge.NONE);
        } catch (ChainException e) {
            throw new ChainException(unsure(hash, e), e);
        }
        return hash;
    }

    private static String unsure(String hash, Exception e) {
        return "the node may or may not have taken transaction " + hash + "; look for it before sending again: "
                + e.getMessage();
    }
}
