package io.snet4j.internal.prepaid;

import io.snet4j.errors.PaymentException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.core.LockRank;
import io.snet4j.internal.core.OrderedLock;
import io.snet4j.internal.loop.NoTicket;
import io.snet4j.payment.PaymentListener;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Batches that were signed and not honoured. Two may be accidents, such as a restart without memory. After that nothing
 * is signed, because a thief would be signed one batch after the other. Hears of outcomes as a listener does.
 * Thread-safe.
 */
final class LostBatches implements PaymentListener {
    private static final int MOST = 2;

    private final OrderedLock lock = OrderedLock.of(LockRank.LOST_BATCHES);

    /** The daemon has these signatures, and says that it took none. The highest of each channel and nonce. */
    private final List<SignedAmount> denied = new ArrayList<>();

    /** Taken, or perhaps taken, and no token was given for them. */
    private final List<SignedAmount> taken = new ArrayList<>();

    /** How many the daemon forgot, or said to be used up. */
    private int lost;

    /** What counts is whether the daemon got it. */
    @Override
    public void onSigned(SignedAmount payment) {}

    @Override
    public void onSettled(SignedAmount payment, Charge charge) {
        lock.lock();
        try {
            if (charge == Charge.NONE) {
                return;
            }
            denied.stream()
                    .filter(batch -> payment.method().equals(batch.method()) && isWithin(payment, batch))
                    .findFirst()
                    .ifPresent(batch -> {
                        denied.remove(batch);
                        taken.add(batch);
                    });
        } finally {
            lock.unlock();
        }
    }

    /** The daemon has the signature, and gave no token for it. */
    void denied(SignedAmount batch) {
        lock.lock();
        try {
            if (denied.stream().noneMatch(known -> isWithin(batch, known))) {
                denied.removeIf(known -> isWithin(known, batch));
                denied.add(batch);
            }
        } finally {
            lock.unlock();
        }
    }

    boolean isTaken(SignedAmount batch) {
        return lock.get(() -> taken.contains(batch));
    }

    /** Whether there may be a token for it yet. */
    boolean isTakenFrom(ChannelId channel) {
        return lock.get(() -> taken.stream().anyMatch(batch -> batch.channelId().equals(channel)));
    }

    /** There is a token for it, perhaps after it was denied before. */
    void bought(SignedAmount batch) {
        lock.lock();
        try {
            denied.removeIf(known -> isWithin(known, batch));
            taken.remove(batch);
        } finally {
            lock.unlock();
        }
    }

    /** There is a token for so much on a channel, as the daemon counts. */
    void honoured(ChannelId channel, Cogs left) {
        lock.lock();
        try {
            Cogs rest = left;
            for (SignedAmount batch : List.copyOf(taken)) {
                if (batch.channelId().equals(channel) && rest.compareTo(batch.price()) >= 0) {
                    rest = rest.minus(batch.price());
                    taken.remove(batch);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** A batch is lost that there was a token for. */
    void lost() {
        lock.run(() -> lost++);
    }

    boolean areTooMany() {
        return lock.get(() -> lost + taken.size() >= MOST);
    }

    /** @throws NoTicket if no batch is signed any more */
    void requireFew() {
        lock.lock();
        try {
            if (areTooMany()) {
                throw tooMany(lost + taken.size());
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Before the signature leaves. What was denied on another channel, or for another nonce, can be claimed beside it.
     *
     * @param isPast whether a claim has ended what could be claimed with a signature
     * @throws NoTicket if it must not leave
     */
    void requireFewWith(SignedAmount next, Predicate<SignedAmount> isPast) {
        lock.lock();
        try {
            denied.removeIf(isPast);
            long elsewhere =
                    denied.stream().filter(batch -> !isSamePlace(batch, next)).count();
            if (lost + taken.size() + elsewhere >= MOST) {
                throw tooMany(lost + taken.size() + elsewhere);
            }
        } finally {
            lock.unlock();
        }
    }

    private static NoTicket tooMany(long batches) {
        return new NoTicket(new PaymentException(
                "the daemon has " + batches + " batches of prepaid calls that it did not let be used up; no further one"
                        + " is signed for it by this client",
                null,
                Charge.NONE));
    }

    private static boolean isWithin(SignedAmount lower, SignedAmount higher) {
        return isSamePlace(lower, higher) && lower.amount().compareTo(higher.amount()) <= 0;
    }

    private static boolean isSamePlace(SignedAmount one, SignedAmount other) {
        return one.channelId().equals(other.channelId()) && one.nonce().equals(other.nonce());
    }
}
