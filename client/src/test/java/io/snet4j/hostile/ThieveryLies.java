package io.snet4j.hostile;

import io.grpc.Status;
import io.snet4j.errors.UntrustedDaemonException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Refusals after which the payment is taken all the same. What is lost is told, and bounded. */
final class ThieveryLies {
    private static final Status BROKEN = Status.UNKNOWN.withDescription("issue with service: broken");
    private static final Status BUSY =
            Status.FAILED_PRECONDITION.withDescription("another transaction on channel: {ID: 0} is in progress");
    private static final Status NO_INCOME =
            Status.UNAUTHENTICATED.withDescription("income 0 does not equal to price 5");
    private static final Status EMPTY = Status.UNAUTHENTICATED.withDescription(
            "not enough tokens on payment channel, channel amount: 10, payment amount: 15");

    private ThieveryLies() {}

    static List<Lie> all() {
        return List.of(
                theft("an error, and a claim", stage -> stage.daemon().refuseAndClaim(stage.method(), BROKEN)),
                theft("busy, and a claim", stage -> stage.daemon().refuseAndClaim(stage.method(), BUSY)),
                theft("a stale nonce, and a claim", stage -> stage.daemon()
                        .refuseAndClaim(stage.method(), Stage.STALE)),
                theft("no income, and a claim", stage -> stage.daemon().refuseAndClaim(stage.method(), NO_INCOME)),
                theft("an empty channel, and a claim", stage -> stage.daemon().refuseAndClaim(stage.method(), EMPTY)),
                theft("a lost connection, and a claim", stage -> stage.daemon()
                        .refuseAndClaim(stage.method(), Status.UNAVAILABLE)),
                theft("a stale nonce, a claim, and the goods", stage -> stage.daemon()
                        .refuseAndClaimAndServeTheNext(stage.method(), Stage.STALE)),
                theft("busy, a claim, and the goods", stage -> stage.daemon()
                        .refuseAndClaimAndServeTheNext(stage.method(), BUSY)),
                theft("an error, a claim, and the goods next time", stage -> stage.daemon()
                        .refuseAndClaimAndServeTheNext(stage.method(), BROKEN)),
                theft("a stale nonce, a claim that is begun, and the goods", stage -> stage.daemon()
                        .refuseAndBeginClaimAndServeTheNext(stage.method(), Stage.STALE)),
                theft("an error, and a claim that is begun", stage -> stage.daemon()
                        .refuseAndBeginClaimAndServeTheNext(stage.method(), BROKEN)),
                theft("an error, and the payment is kept", stage -> stage.daemon()
                        .refuseAndKeep(stage.method(), BROKEN)),
                theft("no income, and the payment is kept", stage -> stage.daemon()
                        .refuseAndKeep(stage.method(), NO_INCOME)),
                theft(
                        "a claim that takes nothing, again and again",
                        stage -> stage.daemon().ledger().pretendClaim(stage.channel)));
    }

    private static Lie theft(String name, Consumer<Stage> tell) {
        return new Lie(name, tell, Optional.of(UntrustedDaemonException.class), "");
    }
}
