package io.snet4j.cli.channels;

import io.snet4j.SnetClient;
import io.snet4j.chain.Chain;
import io.snet4j.chain.KnownBlock;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.cli.command.Context;
import io.snet4j.cli.money.Payments;
import io.snet4j.cli.settings.ClientSettings;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.RefusedException;
import io.snet4j.payment.OwnChannel;
import io.snet4j.payment.PaymentOrigin;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The payer's channels, with what the profile knows of them. */
final class OwnChannels {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final ClientSettings settings;
    private final SnetClient client;
    private final Payments payments;
    private final BlockCount cap;
    private final BlockNumber now;

    OwnChannels(Context context, SnetClient client) {
        this.settings = context.settings();
        this.client = client;
        this.payments = Payments.read(settings.auditFile());
        this.cap = limit(settings).expirationCap();
        try (Chain chain = Chain.connect(settings.node(), TIMEOUT)) {
            this.now = chain.blockNumber();
        }
    }

    static SpendingLimit limit(ClientSettings settings) {
        SpendingLimit.Builder limit = SpendingLimit.builder();
        settings.value("SNET4J_LIMIT_EXPIRATION")
                .map(String::strip)
                .ifPresent(blocks -> limit.expirationCap(BlockCount.parse(blocks)));
        return limit.build();
    }

    BlockNumber now() {
        return now;
    }

    /** Oldest first. */
    List<ListedChannel> list() {
        return client.account().channels().stream().map(this::listed).toList();
    }

    /** @throws RefusedException if this payer has none of the id */
    ListedChannel get(ChannelId id) {
        return list().stream()
                .filter(channel -> channel.id().equals(id))
                .findFirst()
                .orElseThrow(() -> none(id));
    }

    RefusedException none(ChannelId id) {
        return new RefusedException(
                client.account().address() + " has no payment channel " + id + "; snet4j channels list has them all",
                ExitCode.NOT_FOUND);
    }

    ListedChannel listed(OwnChannel channel) {
        return ListedChannel.of(
                channel,
                now,
                cap,
                payments.all().stream()
                        .filter(payment -> payment.signed()
                                .channelId()
                                .equals(channel.onChain().id()))
                        .flatMap(payment -> payment.origin().stream())
                        .filter(this::isHere)
                        .map(origin -> origin.organizationId() + "/" + origin.serviceId())
                        .findFirst());
    }

    /** After a transaction of the payer's, which took nothing out of it. */
    ListedChannel changed(PaymentChannel channel, Optional<ListedChannel> before) {
        Cogs claimable = before.map(ListedChannel::claimable).orElse(Cogs.ZERO);
        return listed(new OwnChannel(channel, claimable, 0, false));
    }

    private boolean isHere(PaymentOrigin origin) {
        return origin.chainId() == client.network().chainId()
                && origin.escrow().equals(client.network().escrow());
    }

    /** When it expires, in words. */
    String expires(ListedChannel channel) {
        if (channel.expiration().equals(BlockNumber.ZERO)) {
            // It was emptied.
            return "-";
        }
        return channel.left(now, client.network().knownBlock().map(KnownBlock::slot))
                .orElse("expired at block " + channel.expiration());
    }
}
