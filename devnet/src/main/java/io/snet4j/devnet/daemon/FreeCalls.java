package io.snet4j.devnet.daemon;

import io.grpc.Status;
import io.snet4j.devnet.daemon.FreeCallCheck.FreeCall;

/** Counts free calls, and lets each user make one at a time. */
final class FreeCalls implements Cashier {
    private final FreeCallCheck check;
    private final FreeCallRules rules;
    private final Replica replica;
    private final DaemonStore store;
    private final Texts texts;

    FreeCalls(FreeCallCheck check, FreeCallRules rules, Replica replica, DaemonStore store, Texts texts) {
        this.check = check;
        this.rules = rules;
        this.replica = replica;
        this.store = store;
        this.texts = texts;
    }

    @Override
    public Payment accept(CallKind kind, String path, PaymentHeaders headers) {
        FreeCall call = new FreeCall(
                headers.text(PaymentHeaders.FREE_CALL_ADDRESS),
                headers.only(PaymentHeaders.FREE_CALL_USER_ID).orElse(""),
                headers.integer(PaymentHeaders.FREE_CALL_BLOCK),
                headers.bytes(PaymentHeaders.CHANNEL_SIGNATURE),
                token(headers.bytes(PaymentHeaders.FREE_CALL_TOKEN)));
        try {
            check.check(call);
            return begin(FreeCallUser.of(call.address(), call.userId(), replica));
        } catch (GrpcFailure e) {
            throw e.asPaymentFailure();
        }
    }

    private static FreeCallToken token(byte[] bytes) {
        try {
            return FreeCallToken.parse(bytes);
        } catch (GrpcFailure e) {
            throw PaymentHeaders.invalid(Texts.invalidToken(e.text()));
        }
    }

    private Payment begin(FreeCallUser user) {
        if (!store.tryLock(user)) {
            throw new GrpcFailure(Status.Code.FAILED_PRECONDITION, Texts.userBusy(user));
        }
        boolean accepted = false;
        try {
            long allowed = allowed(user);
            long made = store.freeCallsMade(user);
            if (allowed != FreeCallRules.UNLIMITED && made >= allowed) {
                throw GrpcFailure.unknown(texts.freeCallsExceeded(made, allowed));
            }
            accepted = true;
            return new OncePayment(
                    user.parsed(),
                    () -> {
                        store.putFreeCallsMade(user, made + 1);
                        store.unlock(user);
                    },
                    () -> store.unlock(user));
        } finally {
            if (!accepted) {
                store.unlock(user);
            }
        }
    }

    private long allowed(FreeCallUser user) {
        return rules.allowances().getOrDefault(user.parsed(), replica.freeCalls());
    }

    /** How many the user may still make. */
    long left(FreeCallUser user) {
        long allowed = allowed(user);
        return allowed == FreeCallRules.UNLIMITED
                ? Texts.UNLIMITED_CALLS
                : Math.max(0, allowed - store.freeCallsMade(user));
    }
}
