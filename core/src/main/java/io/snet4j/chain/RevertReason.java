package io.snet4j.chain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;

/** What a contract said when it reverted. */
final class RevertReason {
    private static final Function ERROR = Function.of("Error(string)");
    private static final Function PANIC = Function.of("Panic(uint256)");

    private RevertReason() {}

    /** The contract's words if the error carries them, the node's otherwise. */
    static String of(JsonNode error) {
        String message = error.path("message").asText("no reason given");
        JsonNode data = error.path("data");
        // Nodes differ: the data itself, an object around it, or words before it.
        String text = (data.isObject() ? data.path("data") : data).asText("");
        int hex = text.indexOf("0x");
        if (hex < 0) {
            return message;
        }
        try {
            return of(HexFormat.of().parseHex(text.substring(hex + 2)), message);
        } catch (IllegalArgumentException e) {
            return message;
        }
    }

    private static String of(byte[] data, String message) {
        if (ERROR.matches(data)) {
            return "reverted: " + ERROR.decodeArguments(data).text(0);
        }
        if (PANIC.matches(data)) {
            return "reverted: panic 0x" + PANIC.decodeArguments(data).uint(0).toString(16);
        }
        return data.length == 0
                ? message
                : message + " (data 0x" + HexFormat.of().formatHex(data) + ")";
    }
}
