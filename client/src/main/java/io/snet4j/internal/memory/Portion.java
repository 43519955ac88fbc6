package io.snet4j.internal.memory;

import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;

/**
 * A part of a batch that one client has for its next calls, or what is left of it.
 *
 * @param batch when it was taken
 */
public record Portion(ChannelId channel, Batch batch, Cogs amount) {
    public Portion of(Cogs rest) {
        return new Portion(channel, batch, rest);
    }

    @Override
    public String toString() {
        return amount + " of what is prepaid on payment channel " + channel;
    }
}
