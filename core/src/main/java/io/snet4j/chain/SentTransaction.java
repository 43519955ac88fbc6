package io.snet4j.chain;

import static io.snet4j.internal.core.JsonRpc.JSON;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.identity.UnsignedTransaction;
import io.snet4j.internal.core.Hex;
import io.snet4j.internal.core.Keccak;
import io.snet4j.value.Address;
import java.util.HexFormat;
import java.util.Optional;

/** A signed transaction: from here on the same bytes are sent, however often. */
final class SentTransaction {
    final Address from;
    final UnsignedTransaction content;
    final byte[] raw;
    final String hash;

    SentTransaction(Address from, UnsignedTransaction content, byte[] raw) {
        this.from = from;
        this.content = content;
        this.raw = raw;
        this.hash = "0x" + HexFormat.of().formatHex(Keccak.hash(raw));
    }

    /** As {@code eth_call} and {@code eth_estimateGas} take it. */
    ObjectNode call() {
        return call(from, content.to(), content.data());
    }

    static ObjectNode call(Address from, Optional<Address> to, byte[] data) {
        ObjectNode call = JSON.objectNode().put("from", from.toString());
        to.ifPresent(address -> call.put("to", address.toString()));
        call.set("data", Hex.data(data));
        return call;
    }
}
