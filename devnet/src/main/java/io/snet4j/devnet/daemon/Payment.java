package io.snet4j.devnet.daemon;

import io.snet4j.value.Address;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.util.Optional;

/** A payment that was found valid and holds what it is made from, until one of the two is called once. */
interface Payment {
    /** For a call that costs nothing. */
    Payment NONE = new Payment() {
        @Override
        public Optional<Address> sender() {
            return Optional.empty();
        }

        @Override
        public void commit() {}

        @Override
        public void rollback() {}
    };

    /** Who pays: the sender of the channel, or whom the token was given to. */
    Optional<Address> sender();

    /** From which it is made; empty for free and prepaid calls. */
    default Optional<ChannelId> channelId() {
        return Optional.empty();
    }

    /** Cogs that change hands. */
    default Cogs price() {
        return Cogs.ZERO;
    }

    /** @throws GrpcFailure if the new state cannot be stored */
    void commit();

    void rollback();
}
