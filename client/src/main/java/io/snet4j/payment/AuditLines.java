package io.snet4j.payment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.chain.GroupId;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.core.Digits;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/** The text form of {@link AuditEntry}: one JSON object in one line; amounts are decimal strings, of any size. */
final class AuditLines {
    /** What could turn or hide text in a terminal is escaped; a reader of JSON sees it as it was. */
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private AuditLines() {}

    static byte[] write(AuditEntry entry) {
        ObjectNode line = JSON.createObjectNode().put("time", entry.time().toString());
        if (entry instanceof AuditEntry.Signed signed) {
            put(line.put("event", "signed"), signed.payment());
            signed.origin().ifPresent(origin -> put(line.putObject("origin"), origin));
        } else if (entry instanceof AuditEntry.Settled settled) {
            put(line.put("event", "settled"), settled.payment())
                    .put("charge", settled.charge().name());
        } else if (entry instanceof AuditEntry.Deposited deposited) {
            ChannelDeposit deposit = deposited.deposit();
            line.put("event", "deposited")
                    .put("channel", deposit.channelId().toString())
                    .put("kind", deposit.kind().name())
                    .put("added", deposit.added().value().toString())
                    .put("value", deposit.value().value().toString())
                    .put("expiration", deposit.expiration().toString());
        }
        return (text(line) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String text(ObjectNode line) {
        try {
            // The one control character that is none to JSON.
            return JSON.writeValueAsString(line).replace("\u007f", "\\u007f");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can be written", e);
        }
    }

    private static ObjectNode put(ObjectNode line, SignedAmount payment) {
        line.put("channel", payment.channelId().toString())
                .put("nonce", payment.nonce().toString())
                .put("amount", payment.amount().value().toString())
                .put("price", payment.price().value().toString())
                .put("method", payment.method());
        payment.modelId().ifPresent(model -> line.put("model", model));
        return line;
    }

    /** @return empty for a line that is torn, or of a later version */
    static Optional<AuditEntry> read(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            Instant time = Instant.parse(json.path("time").asText());
            return switch (json.path("event").asText()) {
                case "signed" -> Optional.of(new AuditEntry.Signed(time, payment(json), origin(json.path("origin"))));
                case "settled" ->
                    Optional.of(new AuditEntry.Settled(
                            time,
                            payment(json),
                            Charge.valueOf(json.path("charge").asText())));
                case "deposited" -> Optional.of(new AuditEntry.Deposited(time, deposit(json)));
                default -> Optional.empty();
            };
        } catch (JsonProcessingException | DateTimeException | IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static void put(ObjectNode line, PaymentOrigin origin) {
        line.put("chain", Long.toString(origin.chainId()))
                .put("escrow", origin.escrow().toString())
                .put("payer", origin.payer().toString())
                .put("organization", origin.organizationId())
                .put("service", origin.serviceId())
                .put("group", HexFormat.of().formatHex(origin.groupId().toBytes()))
                .put("block", origin.block().toString())
                .put("process", origin.process());
    }

    private static Optional<PaymentOrigin> origin(JsonNode json) {
        if (!json.isObject()) {
            return Optional.empty();
        }
        return Optional.of(new PaymentOrigin(
                integer(json, "chain").longValueExact(),
                Address.parse(json.path("escrow").asText()),
                Address.parse(json.path("payer").asText()),
                json.path("organization").asText(),
                json.path("service").asText(),
                GroupId.of(HexFormat.of().parseHex(json.path("group").asText())),
                BlockNumber.of(integer(json, "block")),
                json.path("process").asText()));
    }

    private static SignedAmount payment(JsonNode json) {
        return new SignedAmount(
                ChannelId.of(integer(json, "channel")),
                ChannelNonce.of(integer(json, "nonce")),
                cogs(json, "amount"),
                cogs(json, "price"),
                json.path("method").asText(),
                Optional.ofNullable(json.get("model")).map(JsonNode::asText));
    }

    private static ChannelDeposit deposit(JsonNode json) {
        return new ChannelDeposit(
                ChannelId.of(integer(json, "channel")),
                ChannelDeposit.Kind.valueOf(json.path("kind").asText()),
                cogs(json, "added"),
                cogs(json, "value"),
                BlockNumber.of(integer(json, "expiration")));
    }

    private static Cogs cogs(JsonNode json, String field) {
        return Cogs.parse(json.path(field).asText());
    }

    private static BigInteger integer(JsonNode json, String field) {
        return Digits.decimal(json.path(field).asText());
    }
}
