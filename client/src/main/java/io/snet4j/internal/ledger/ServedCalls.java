package io.snet4j.internal.ledger;

import io.snet4j.internal.memory.CallsAtNonce;
import io.snet4j.internal.memory.Memory;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which calls on a channel run or were served, for all clients that share a memory. Of two processes that sign the same
 * amount, one is served and the other refused. Without this record, the refused one would take the other's payment for
 * a theft. It is written without waiting for the disk: after a crash of the machine a claim is at worst told as
 * unknown. Thread-safe.
 */
final class ServedCalls {
    private static final Logger LOG = LoggerFactory.getLogger(ServedCalls.class);
    /**
     * What others than this client did at one nonce.
     *
     * @param served the highest amount at which anybody was served
     * @param running the highest amount at which another one's call runs, or was running when its process ended
     */
    record Others(Cogs served, Cogs running) {
        static final Others NONE = new Others(Cogs.ZERO, Cogs.ZERO);
    }

    private final Memory memory;
    private final String self = UUID.randomUUID().toString();

    ServedCalls(Memory memory) {
        this.memory = memory;
    }

    /** Before the signature leaves. */
    void begin(SignedAmount payment) {
        try {
            memory.beginCall(payment, self);
        } catch (IOException e) {
            LOG.warn("other processes do not see that {} runs: {}", payment, e.toString());
        }
    }

    void end(SignedAmount payment, boolean served) {
        try {
            memory.endCall(payment, self, served);
        } catch (IOException e) {
            LOG.warn("other processes do not see what became of {}: {}", payment, e.toString());
        }
    }

    /** Reads the memory. */
    Others others(ChannelId channel, ChannelNonce nonce) {
        try {
            CallsAtNonce calls = memory.calls(channel, nonce);
            Cogs running = Cogs.ZERO;
            for (Map.Entry<String, Cogs> call : calls.running().entrySet()) {
                Cogs amount = call.getValue();
                running = call.getKey().equals(self) || amount.compareTo(running) <= 0 ? running : amount;
            }
            return new Others(calls.served(), running);
        } catch (IOException e) {
            LOG.warn("what other processes do on payment channel {} cannot be read: {}", channel, e.toString());
            return Others.NONE;
        }
    }
}
