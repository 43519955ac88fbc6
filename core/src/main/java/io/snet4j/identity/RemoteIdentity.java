package io.snet4j.identity;

import static io.snet4j.internal.core.JsonRpc.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.snet4j.errors.ChainException;
import io.snet4j.errors.SignerException;
import io.snet4j.internal.core.Hex;
import io.snet4j.internal.core.JsonRpc;
import io.snet4j.value.Address;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;

/** A key behind JSON-RPC. Believes nothing that it cannot check. */
final class RemoteIdentity implements Identity {
    private final JsonRpc rpc;
    private final Address address;

    RemoteIdentity(URI signer, Address address, Duration timeout) {
        this.rpc = JsonRpc.shared(signer, "a remote signer", timeout, error -> error.path("message")
                .asText("no reason given"));
        this.address = address;
    }

    @Override
    public Address address() {
        return address;
    }

    @Override
    public byte[] signMessage(byte[] message) {
        byte[] answer = request("eth_sign", Hex::readData, TextNode.valueOf(address.toString()), Hex.data(message));
        return Signatures.canonical(answer)
                .filter(signature -> Signatures.recover(message, signature)
                        .filter(address::equals)
                        .isPresent())
                .orElseThrow(() -> new SignerException("what the signer of " + address
                        + " returned for eth_sign is no signature of that account over this message"));
    }

    @Override
    public byte[] signTransaction(UnsignedTransaction transaction) {
        byte[] raw = request("eth_signTransaction", RemoteIdentity::readRaw, parameters(transaction));
        return RawTransactions.verified(transaction, raw, address)
                .orElseThrow(() -> new SignerException("what the signer of " + address
                        + " returned for eth_signTransaction is not the transaction that it was asked to sign, signed by"
                        + " that account"));
    }

    /** Web3Signer and anvil give the bytes alone, geth an object around them. */
    private static byte[] readRaw(JsonNode result) {
        return Hex.readData(result.isObject() ? result.path("raw") : result);
    }

    private ObjectNode parameters(UnsignedTransaction transaction) {
        ObjectNode parameters = JSON.objectNode().put("from", address.toString());
        transaction.to().ifPresent(to -> parameters.put("to", to.toString()));
        parameters.set("data", Hex.data(transaction.data()));
        parameters.set("nonce", Hex.quantity(transaction.nonce()));
        parameters.set("gas", Hex.quantity(transaction.gasLimit()));
        parameters.set("value", Hex.quantity(BigInteger.ZERO));
        parameters.set("chainId", Hex.quantity(transaction.chainId()));
        if (transaction.fee() instanceof Fee.Eip1559 fee) {
            parameters.set("maxFeePerGas", Hex.quantity(fee.maxFeePerGas()));
            parameters.set("maxPriorityFeePerGas", Hex.quantity(fee.maxPriorityFeePerGas()));
        } else {
            parameters.set("gasPrice", Hex.quantity(transaction.fee().maxFeePerGas()));
        }
        return parameters;
    }

    private <T> T request(String method, Function<JsonNode, T> reader, JsonNode... parameters) {
        try {
            return rpc.request(method, reader, parameters);
        } catch (ChainException e) {
            throw new SignerException("the signer of " + address + " did not sign: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "Identity[" + address + "]";
    }
}
