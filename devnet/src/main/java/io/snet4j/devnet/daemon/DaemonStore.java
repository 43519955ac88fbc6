package io.snet4j.devnet.daemon;

import io.snet4j.value.Address;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * All that a daemon remembers: payments, locks, claims, prepaid and free calls, models and their prices. Daemons of one
 * group that are given the same store act as replicas of each other. Thread-safe; each method is atomic.
 *
 * @since 0.1.0
 */
public abstract class DaemonStore {
    DaemonStore() {}

    /** Forgets all when it is no longer referred to. */
    public static DaemonStore inMemory() {
        return new InMemoryStore();
    }

    /** What was signed and accepted at the channel's present nonce, in all; 0 if nothing. */
    public final Cogs authorized(ChannelId channelId) {
        return channel(channelId).map(StoredChannel::authorized).orElse(Cogs.ZERO);
    }

    /** The channel as of its last payment; empty before the first. */
    public final Optional<StoredChannel> channel(ChannelId id) {
        return stored(id.value());
    }

    /** Payments whose claim was begun and is not yet known to be done, in no order. */
    public abstract List<StoredClaim> claims();

    /** What was prepaid for calls of a channel, and what became of it; empty before the first such payment. */
    public final Optional<PrepaidUsage> prepaid(ChannelId channelId) {
        return usage(channelId.value());
    }

    /** How many free calls of a user went well, under all spellings of the address and all user ids. */
    public abstract long freeCallsMade(Address user);

    /**
     * Takes the lock off a channel whose daemon died in the middle of a call, as {@code snetd channel --unlock} does.
     */
    public final void unlockByHand(ChannelId channelId) {
        unlock(channelId.value());
    }

    /** Locks a channel as a daemon does that dies in the middle of a call: no other call is taken from it. */
    public final void lockByHand(ChannelId channelId) {
        tryLock(channelId.value());
    }

    /**
     * Begins to claim what is authorized in a channel, as {@code StartClaim} does. The chain does not hear of it.
     *
     * @throws IllegalStateException if a payment is under way, or the channel was never paid with
     */
    public final StoredClaim beginClaimByHand(ChannelId channelId) {
        try {
            return beginClaim(channelId.value());
        } catch (GrpcFailure e) {
            throw new IllegalStateException(e.text(), e);
        }
    }

    /** @throws GrpcFailure if a payment is under way, or the channel was never paid with */
    final StoredClaim beginClaim(BigInteger id) {
        if (!tryLock(id)) {
            throw GrpcFailure.unknown(Texts.channelBusy(id));
        }
        try {
            StoredChannel channel =
                    stored(id).orElseThrow(() -> GrpcFailure.unknown("Channel is not found by key: {ID: " + id + "}"));
            put(channel.claimed());
            StoredClaim claim =
                    new StoredClaim(id, channel.channel().nonce(), channel.authorized(), channel.signature());
            put(claim);
            return claim;
        } finally {
            unlock(id);
        }
    }

    /** By the number that a payment names, which may be no id of a channel. */
    abstract Optional<StoredChannel> stored(BigInteger id);

    /** As {@link #stored}. */
    abstract Optional<PrepaidUsage> usage(BigInteger channelId);

    abstract List<StoredChannel> channels();

    abstract void put(StoredChannel channel);

    /** @return whether the lock was free and is now taken; it stays so until {@link #unlock}, whoever dies meanwhile */
    abstract boolean tryLock(BigInteger channelId);

    abstract void unlock(BigInteger channelId);

    /** @param change may throw, which changes nothing */
    abstract void updatePrepaid(BigInteger channelId, UnaryOperator<PrepaidUsage> change);

    abstract long freeCallsMade(FreeCallUser user);

    abstract void putFreeCallsMade(FreeCallUser user, long calls);

    /** As for a channel. */
    abstract boolean tryLock(FreeCallUser user);

    abstract void unlock(FreeCallUser user);

    abstract Optional<StoredClaim> claim(BigInteger channelId, BigInteger nonce);

    abstract void put(StoredClaim claim);

    abstract void remove(StoredClaim claim);

    abstract Optional<StoredModel> model(String id);

    abstract void put(StoredModel model);

    /** @return the changed model; empty if there is none of that id */
    abstract Optional<StoredModel> updateModel(String id, UnaryOperator<StoredModel> change);

    /** Ids of the models that an address was given access to; with repetitions, as they were given. */
    abstract List<String> modelsOf(String lowerCaseAddress);

    abstract void updateModelsOf(String lowerCaseAddress, UnaryOperator<List<String>> change);

    abstract List<String> publicModels();

    abstract void addPublicModel(String id);

    /** Models whose status is asked for until they have come to rest. */
    abstract Set<String> pendingModels();

    abstract void addPendingModel(String id);

    abstract void removePendingModel(String id);
}
