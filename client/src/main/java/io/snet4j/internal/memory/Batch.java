package io.snet4j.internal.memory;

import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.time.Instant;
import java.util.Optional;

/**
 * What is prepaid on one channel for the calls of one service. Clients take portions out of it; what of these is used,
 * only they know, so that a portion counts as used until what is left of it goes back.
 *
 * @param nonce at which the token was given
 * @param token with which the calls are sent; a secret, since whoever has it can use up what is prepaid
 * @param staleAt when to get another token; empty if that cannot be told
 * @param planned all that there is to use, in cogs, since the first batch
 * @param used what clients took of it; never more than planned
 * @param bought what clients signed, of what the daemon was not heard to have lost
 * @param serial changes with the token, and with what is left in ways that a portion which was taken before knows
 *     nothing of
 * @param generation changes when the daemon has lost what portions were taken of
 */
public record Batch(
        ChannelNonce nonce,
        Optional<String> token,
        Optional<Instant> staleAt,
        Cogs planned,
        Cogs used,
        Cogs bought,
        long serial,
        long generation) {
    static final Batch NONE =
            new Batch(ChannelNonce.ZERO, Optional.empty(), Optional.empty(), Cogs.ZERO, Cogs.ZERO, Cogs.ZERO, 0, 0);

    /** @throws IllegalArgumentException if more is used than planned */
    public Batch {
        if (used.compareTo(planned) > 0) {
            throw new IllegalArgumentException("of a batch of " + planned + " nobody can use " + used);
        }
    }

    public Cogs left() {
        return planned.minus(used);
    }

    boolean covers(Cogs price) {
        return left().compareTo(price) >= 0;
    }

    public boolean hasGoodToken(Instant now) {
        return token.isPresent() && staleAt.map(now::isBefore).orElse(true);
    }

    Batch take(Cogs amount) {
        return with(planned, used.plus(amount), bought);
    }

    /** Of a portion of the same generation. */
    Batch giveBack(Cogs amount) {
        return with(planned, amount.compareTo(used) < 0 ? used.minus(amount) : Cogs.ZERO, bought);
    }

    /** Signed by a client. */
    public Batch bought(Cogs price) {
        return with(planned.plus(price), used, bought.plus(price));
    }

    /**
     * What the daemon has beyond what is known: from clients that did not write it down.
     *
     * @param all that was ever planned, as the daemon counts
     * @param gone of it; what others used is in it, and what clients here took is not all in it yet
     */
    public Batch found(Cogs all, Cogs gone) {
        if (planned.isZero()) {
            return with(all, gone.compareTo(all) < 0 ? gone : all, bought);
        }
        return all.compareTo(planned) > 0 ? with(all, used, bought) : this;
    }

    /** As much as the daemon counts, so that what is found later is not found twice. What is left stays the same. */
    public Batch planned(Cogs all) {
        return all.compareTo(planned) > 0 ? with(all, all.minus(left()), bought) : this;
    }

    public Batch renewed(ChannelNonce at, String fresh, Optional<Instant> freshUntil) {
        return new Batch(at, Optional.of(fresh), freshUntil, planned, used, bought, serial + 1, generation);
    }

    /** Unless there is another one by now. */
    Batch withoutToken(String refused) {
        return token.equals(Optional.of(refused))
                ? new Batch(nonce, Optional.empty(), Optional.empty(), planned, used, bought, serial, generation)
                : this;
    }

    /** The daemon has no more than that, and portions that were taken before are worth nothing. */
    public Batch cutTo(Cogs most) {
        Cogs left = left().compareTo(most) < 0 ? left() : most;
        return new Batch(nonce, token, staleAt, planned, planned.minus(left), most, serial + 1, generation + 1);
    }

    private Batch with(Cogs newPlanned, Cogs newUsed, Cogs newBought) {
        return new Batch(nonce, token, staleAt, newPlanned, newUsed, newBought, serial, generation);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "Batch[planned " + planned + ", used " + used + ", bought " + bought + ", serial " + serial
                + ", generation " + generation + "]";
    }
}
