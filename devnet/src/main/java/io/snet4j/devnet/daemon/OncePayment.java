package io.snet4j.devnet.daemon;

import io.snet4j.value.Address;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A payment of which only the first of commit and rollback has an effect. */
final class OncePayment implements Payment {
    private final Address sender;
    private final Optional<ChannelId> channelId;
    private final Cogs price;
    private final Runnable commit;
    private final Runnable rollback;
    private final AtomicBoolean settled = new AtomicBoolean();

    OncePayment(Address sender, Runnable commit, Runnable rollback) {
        this(sender, Optional.empty(), Cogs.ZERO, commit, rollback);
    }

    OncePayment(Address sender, Optional<ChannelId> channelId, Cogs price, Runnable commit, Runnable rollback) {
        this.sender = sender;
        this.channelId = channelId;
        this.price = price;
        this.commit = commit;
        this.rollback = rollback;
    }

    @Override
    public Optional<Address> sender() {
        return Optional.of(sender);
    }

    @Override
    public Optional<ChannelId> channelId() {
        return channelId;
    }

    @Override
    public Cogs price() {
        return price;
    }

    @Override
    public void commit() {
        if (settled.compareAndSet(false, true)) {
            commit.run();
        }
    }

    @Override
    public void rollback() {
        if (settled.compareAndSet(false, true)) {
            rollback.run();
        }
    }
}
