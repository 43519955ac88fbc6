package io.snet4j.internal.memory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the calls at a channel's nonces stand in their file. */
final class CallText {
    private static final String SERVED = "served";
    private static final String RUNNING = "running";

    private CallText() {}

    static void begin(ObjectNode nonce, SignedAmount payment, String client) {
        nonce.withObject("/" + RUNNING).put(client, payment.amount().value().toString());
    }

    static void end(ObjectNode nonce, SignedAmount payment, String client, boolean served) {
        nonce.withObject("/" + RUNNING).remove(client);
        if (served && payment.amount().compareTo(amount(nonce.path(SERVED))) > 0) {
            nonce.put(SERVED, payment.amount().value().toString());
        }
    }

    static CallsAtNonce read(JsonNode nonce) {
        Map<String, Cogs> running = new HashMap<>();
        nonce.path(RUNNING).properties().forEach(call -> running.put(call.getKey(), amount(call.getValue())));
        return new CallsAtNonce(amount(nonce.path(SERVED)), running);
    }

    static void forgetBefore(ChannelNonce nonce, ObjectNode json) {
        BigInteger first = CallsAtNonce.oldestKept(nonce).value();
        List<String> old = new ArrayList<>();
        json.fieldNames().forEachRemaining(name -> {
            if (!name.matches("\\d{1,78}") || new BigInteger(name).compareTo(first) < 0) {
                old.add(name);
            }
        });
        json.remove(old);
    }

    private static Cogs amount(JsonNode text) {
        try {
            return text.isTextual() ? Cogs.parse(text.textValue()) : Cogs.ZERO;
        } catch (IllegalArgumentException e) {
            return Cogs.ZERO;
        }
    }
}
