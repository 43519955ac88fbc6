package io.snet4j.devnet.daemon;

import java.util.Map;

/** Leaves each payment to the cashier for its kind. */
final class CashDesk implements Cashier {
    private static final String ESCROW = "escrow";
    private static final String TRAIN_CALL = "train-call";

    private final Cashier channels;
    private final Map<String, Cashier> ofStreams;

    CashDesk(Cashier channels, Cashier freeCalls, Cashier prepaidCalls) {
        this.channels = channels;
        this.ofStreams =
                Map.of(ESCROW, channels, TRAIN_CALL, channels, "free-call", freeCalls, "prepaid-call", prepaidCalls);
    }

    @Override
    public Payment accept(CallKind kind, String path, PaymentHeaders headers) {
        boolean training = kind == CallKind.PAID_TRAINING;
        String type = headers.first(PaymentHeaders.TYPE).orElse(training ? TRAIN_CALL : ESCROW);
        if (training ? !type.equals(TRAIN_CALL) : !ofStreams.containsKey(type)) {
            throw PaymentHeaders.invalid(Texts.unexpectedHeader(PaymentHeaders.TYPE, type));
        }
        return ofStreams.getOrDefault(type, channels).accept(kind, path, headers);
    }
}
