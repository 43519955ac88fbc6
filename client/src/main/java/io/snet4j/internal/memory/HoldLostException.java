package io.snet4j.internal.memory;

import io.snet4j.value.ChannelId;
import java.io.IOException;

/** What was to be signed is not marked: since the channel was asked for, another client has it, or may have it. */
public final class HoldLostException extends IOException {
    private static final long serialVersionUID = 1L;

    public HoldLostException(ChannelId channel) {
        super("another client holds payment channel " + channel + " now, or may do so");
    }
}
