package io.snet4j.chain;

import io.snet4j.errors.NodeRefusedException;
import java.util.List;
import java.util.Locale;

/** Why a node did not take a transaction, read from the words of the usual nodes; there are no codes for it. */
enum SendRefusal {
    /** It has these very bytes already. */
    KNOWN("already known", "alreadyknown", "known transaction", "already imported", "already in"),
    /** Another transaction of the account has the nonce, mined or waiting. */
    NONCE_TAKEN(
            "nonce too low",
            "nonce is too low",
            "noncetoolow",
            "oldnonce",
            "old nonce",
            "invalid nonce",
            "replacement",
            "same nonce"),
    /** The fees rose since they were read. */
    FEE_TOO_LOW("less than block base fee", "below block base fee", "underpriced", "fee too low", "price too low"),
    NO_ETHER("insufficient funds", "insufficient balance", "insufficientfunds"),
    OTHER;

    private final List<String> words;

    SendRefusal(String... words) {
        this.words = List.of(words);
    }

    static SendRefusal of(NodeRefusedException refusal) {
        String reason = refusal.reason().toLowerCase(Locale.ROOT);
        for (SendRefusal kind : values()) {
            if (kind.words.stream().anyMatch(reason::contains)) {
                return kind;
            }
        }
        return OTHER;
    }
}
