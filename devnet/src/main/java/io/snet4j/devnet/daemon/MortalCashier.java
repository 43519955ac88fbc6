package io.snet4j.devnet.daemon;

import io.snet4j.value.Address;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Takes payments until its daemon is killed: then nothing is written any more, and what is locked stays so. */
record MortalCashier(Cashier cashier, AtomicBoolean killed) implements Cashier {
    /** By then the connections are cut. */
    private static final long END_SECONDS = 5;

    @Override
    public Payment accept(CallKind kind, String path, PaymentHeaders headers) {
        Payment payment = cashier.accept(kind, path, headers);
        return new Payment() {
            @Override
            public Optional<Address> sender() {
                return payment.sender();
            }

            @Override
            public Optional<ChannelId> channelId() {
                return payment.channelId();
            }

            @Override
            public Cogs price() {
                return payment.price();
            }

            @Override
            public void commit() {
                if (killed.get()) {
                    fallSilent();
                } else {
                    payment.commit();
                }
            }

            @Override
            public void rollback() {
                if (!killed.get()) {
                    payment.rollback();
                }
            }
        };
    }

    /** Whoever is dead answers nothing, not even that something went wrong. */
    private static void fallSilent() {
        try {
            new CountDownLatch(1).await(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("this daemon was killed");
    }
}
