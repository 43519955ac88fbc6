package io.snet4j.devnet.daemon;

import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.util.Optional;

/**
 * A call that has ended at a daemon.
 *
 * @param method full name, {@code package.Service/method}
 * @param payer of a call that was paid for, by whatever means
 * @param channelId from which it was paid; empty for free and prepaid calls
 * @param paid cogs that were taken; zero if the call failed
 * @param code of gRPC's status, 0 if it went well
 * @param message of the status
 * @param block the latest that the daemon knew of
 * @since 0.1.0
 */
public record DaemonCall(
        String method,
        Optional<Address> payer,
        Optional<ChannelId> channelId,
        Cogs paid,
        int code,
        String message,
        BlockNumber block) {}
