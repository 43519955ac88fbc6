package io.snet4j.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.snet4j.errors.NodeRefusedException;
import io.snet4j.identity.Fee;
import io.snet4j.internal.core.Hex;
import io.snet4j.internal.core.JsonRpc;
import java.math.BigInteger;
import java.util.Optional;

/** What to offer for gas: by EIP-1559 where the node knows it, a legacy price elsewhere. */
final class Fees {
    private final JsonRpc rpc;

    Fees(JsonRpc rpc) {
        this.rpc = rpc;
    }

    Fee current() {
        Optional<BigInteger> baseFee =
                rpc.request("eth_getBlockByNumber", Fees::readBaseFee, TextNode.valueOf("latest"), BooleanNode.FALSE);
        Optional<BigInteger> tip = baseFee.isPresent() ? tip() : Optional.empty();
        if (baseFee.isPresent() && tip.isPresent()) {
            // Twice the base fee outlives six full blocks; what is not needed is not taken.
            return new Fee.Eip1559(baseFee.get().shiftLeft(1).add(tip.get()), tip.get());
        }
        BigInteger price = rpc.request("eth_gasPrice", Hex::readQuantity);
        // A legacy price is taken in full, so the room for a rising base fee is smaller: two full blocks.
        return new Fee.Legacy(baseFee.isPresent() ? price.add(price.shiftRight(2)) : price);
    }

    private static Optional<BigInteger> readBaseFee(JsonNode block) {
        JsonNode baseFee = block.path("baseFeePerGas");
        if (!block.isObject()) {
            throw new IllegalArgumentException("no block");
        }
        return baseFee.isMissingNode() || baseFee.isNull() ? Optional.empty() : Optional.of(Hex.readQuantity(baseFee));
    }

    private Optional<BigInteger> tip() {
        try {
            return Optional.of(rpc.request("eth_maxPriorityFeePerGas", Hex::readQuantity));
        } catch (NodeRefusedException e) {
            return Optional.empty();
        }
    }
}
