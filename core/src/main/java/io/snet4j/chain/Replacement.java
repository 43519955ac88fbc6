package io.snet4j.chain;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.snet4j.errors.ChainException;
import io.snet4j.internal.core.Hex;
import io.snet4j.internal.core.JsonRpc;
import java.util.stream.StreamSupport;

/** Another transaction of the same account that was mined with the same nonce. */
final class Replacement {
    /** Older ones are not looked for: many nodes know no state so far back. */
    private static final long MAX_BLOCKS_BACK = 1 << 10;

    private Replacement() {}

    static boolean isNonceUsed(JsonRpc rpc, SentTransaction sent, String block) {
        return rpc.request(
                                "eth_getTransactionCount",
                                Hex::readQuantity,
                                TextNode.valueOf(sent.from.toString()),
                                TextNode.valueOf(block))
                        .compareTo(sent.content.nonce())
                > 0;
    }

    /** Its hash and block, as far as the node tells. */
    static String describe(JsonRpc rpc, SentTransaction sent, Heads heads) {
        try {
            long block = blockOf(rpc, sent, heads.latest());
            String nonce = Hex.quantity(sent.content.nonce()).textValue();
            return rpc.request(
                    "eth_getBlockByNumber",
                    found -> StreamSupport.stream(found.path("transactions").spliterator(), false)
                            .filter(other -> other.path("nonce").asText().equals(nonce)
                                    && other.path("from").asText().equalsIgnoreCase(sent.from.toString()))
                            .map(other -> "transaction " + other.path("hash").asText() + " in block " + block)
                            .findFirst()
                            .orElseThrow(),
                    Hex.quantity(block),
                    BooleanNode.TRUE);
        } catch (ChainException e) {
            return "another transaction, which the node does not show";
        }
    }

    /**
     * The first block after which the nonce is used: one step back after the other, each twice as long, then halves.
     */
    private static long blockOf(JsonRpc rpc, SentTransaction sent, long head) {
        long used = head;
        long unused = used;
        for (long step = 1; unused >= 0 && isNonceUsed(rpc, sent, quantity(unused)); step *= 2) {
            if (step > MAX_BLOCKS_BACK) {
                throw new ChainException("mined more than " + MAX_BLOCKS_BACK + " blocks ago");
            }
            used = unused;
            // Before the first block nothing was used.
            unused = Math.max(unused - step, -1);
        }
        while (used - unused > 1) {
            long middle = unused + (used - unused) / 2;
            if (isNonceUsed(rpc, sent, quantity(middle))) {
                used = middle;
            } else {
                unused = middle;
            }
        }
        return used;
    }

    private static String quantity(long block) {
        return Hex.quantity(block).textValue();
    }
}
