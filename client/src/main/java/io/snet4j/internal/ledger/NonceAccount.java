package io.snet4j.internal.ledger;

import io.snet4j.internal.memory.ServiceKey;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.Cogs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What this client signed for one channel at one nonce, and what became of it. For one thread at a time: the ledger's
 * lock guards it.
 */
final class NonceAccount {
    /** What signatures of this client added to what was signed before, in cogs. */
    private record Raise(Cogs from, Cogs to) {
        Cogs within(Cogs bound) {
            Cogs end = min(to, bound);
            return end.compareTo(from) > 0 ? end.minus(from) : Cogs.ZERO;
        }
    }

    /** @param by whose daemon refused it; empty if it was not refused: its answer was lost, or it was never sent */
    record Denied(SignedAmount payment, Optional<ServiceKey> by) {
        /** What was signed before it, and can be claimed without it. */
        Cogs before() {
            return payment.amount().minus(payment.price());
        }
    }

    /** What the chain tells of the claim that ended this nonce. */
    record Claim(Cogs claimed, Cogs signed, BlockNumber block) {}

    private final List<Raise> raises = new ArrayList<>();
    private final NavigableMap<Cogs, Denied> denied = new TreeMap<>();
    private Optional<SignedAmount> open = Optional.empty();
    private Cogs highest = Cogs.ZERO;
    private Cogs served = Cogs.ZERO;
    private Cogs told = Cogs.ZERO;
    private Cogs keptAfterRefusal = Cogs.ZERO;
    private Optional<Claim> claim = Optional.empty();
    private boolean judged;
    private boolean withoutEvent;
    private boolean deep;
    private boolean old;
    private SpendingTally.Sums entered = SpendingTally.Sums.NONE;

    /** @param before the highest amount that was known to be signed, by whomever */
    void sign(SignedAmount payment, Cogs before) {
        open = Optional.of(payment);
        highest = max(highest, payment.amount());
        if (payment.amount().compareTo(before) > 0) {
            add(new Raise(before, payment.amount()));
        }
    }

    /** The highest amount that this client signed. */
    Cogs highest() {
        return highest;
    }

    private void add(Raise raise) {
        int last = raises.size() - 1;
        if (last >= 0 && raises.get(last).to.equals(raise.from)) {
            raises.set(last, new Raise(raises.get(last).from, raise.to));
        } else {
            raises.add(raise);
        }
    }

    /** The call at this amount was charged, or may have been. */
    void served(SignedAmount payment) {
        close(payment);
        served = max(served, payment.amount());
        told = max(told, served);
        denied.headMap(payment.amount(), true).clear();
    }

    /** The call was not charged, as far as is known. */
    void denied(SignedAmount payment, Optional<ServiceKey> by) {
        close(payment);
        if (!payment.price().isZero() && payment.amount().compareTo(told) > 0) {
            denied.merge(
                    payment.amount(),
                    new Denied(payment, by),
                    (old, fresh) -> fresh.by.isPresent() ? fresh : new Denied(fresh.payment, old.by));
        }
    }

    private void close(SignedAmount payment) {
        open = open.filter(running -> !running.equals(payment));
    }

    /** What another process was served for, with the same key on the same channel. */
    void servedElsewhere(Cogs amount) {
        if (amount.compareTo(served) > 0) {
            served = amount;
            told = max(told, served);
            denied.headMap(amount, true).clear();
        }
    }

    boolean isOpen(Cogs amount) {
        return open.filter(running -> running.amount().compareTo(amount) >= 0).isPresent();
    }

    boolean hasDenied() {
        return !denied.isEmpty();
    }

    /** The highest denied payment within an amount that the daemon provably kept; empty if it was told of before. */
    Optional<Denied> kept(Cogs amount) {
        return Optional.ofNullable(denied.floorEntry(amount))
                .filter(entry -> entry.getKey().compareTo(told) > 0)
                .map(Map.Entry::getValue);
    }

    /** The payment of which a claim took something: the one whose signature covers it, or the next one below. */
    Optional<Denied> takenBy(Cogs claimed) {
        Map.Entry<Cogs, Denied> covering = denied.ceilingEntry(claimed);
        Map.Entry<Cogs, Denied> entry = covering == null ? denied.lastEntry() : covering;
        return Optional.ofNullable(entry)
                .map(Map.Entry::getValue)
                .filter(payment -> payment.before().compareTo(claimed) < 0);
    }

    Optional<Denied> highestDenied() {
        return Optional.ofNullable(denied.lastEntry()).map(Map.Entry::getValue);
    }

    /** Notes that listeners were told of a denied payment: that it is taken, or that nobody knows. */
    void tell(Denied payment, boolean certain) {
        if (certain) {
            keptAfterRefusal = keptAfterRefusal.plus(payment.payment().price());
        }
        told = max(told, payment.payment().amount());
    }

    Cogs told() {
        return told;
    }

    Cogs served() {
        return served;
    }

    Optional<Claim> claim() {
        return claim;
    }

    void claimed(Claim found) {
        claim = Optional.of(found);
        withoutEvent = false;
        judged = false;
    }

    /** Whether a claim is known, and it was decided whose payment it took. */
    boolean isJudged() {
        return judged;
    }

    void judged() {
        judged = true;
    }

    /** The nonce is over, and nobody says what its claim took. */
    void endedWithoutEvent() {
        withoutEvent = true;
    }

    boolean isEndedWithoutEvent() {
        return withoutEvent;
    }

    /** The chain's nonce went back: what was signed for this one can be claimed again. */
    void reopen() {
        claim = Optional.empty();
        judged = false;
        withoutEvent = false;
        deep = false;
    }

    /** From now on what was signed above the claim does not count. */
    void makeDeep() {
        deep = claim.isPresent();
    }

    boolean isDeep() {
        return deep;
    }

    /** What counts against the limit, in cogs: all that this client added, until a claim has left a part of it. */
    Cogs counted() {
        return deep ? claim.map(found -> within(found.claimed)).orElseGet(this::all) : all();
    }

    /** Of {@link #counted}, what is signed for calls that were denied, and not known to be taken. */
    Cogs refused() {
        if (open.isPresent() || claim.isPresent() || withoutEvent || denied.isEmpty()) {
            return Cogs.ZERO;
        }
        Cogs all = within(denied.lastKey());
        Cogs spent = within(told);
        return all.compareTo(spent) > 0 ? all.minus(spent) : Cogs.ZERO;
    }

    /** Of {@link #counted}, what was refused and taken all the same, at most. */
    Cogs keptAfterRefusal() {
        return keptAfterRefusal;
    }

    /** What is in the client's sum of this nonce. */
    SpendingTally.Sums entered() {
        return entered;
    }

    /** What is to be in the client's sum from now on. */
    SpendingTally.Sums enter() {
        entered = new SpendingTally.Sums(counted(), refused(), keptAfterRefusal());
        return entered;
    }

    /** It is not kept any more; what was entered last stays in the sum as it is. */
    SpendingTally.Sums makeOld() {
        old = true;
        return entered;
    }

    boolean isOld() {
        return old;
    }

    private Cogs all() {
        return raises.stream().map(raise -> raise.to.minus(raise.from)).reduce(Cogs.ZERO, Cogs::plus);
    }

    private Cogs within(Cogs bound) {
        return raises.stream().map(raise -> raise.within(bound)).reduce(Cogs.ZERO, Cogs::plus);
    }

    private static Cogs max(Cogs a, Cogs b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static Cogs min(Cogs a, Cogs b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
