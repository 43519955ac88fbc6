package io.snet4j.cli.demo;

import io.snet4j.ServiceClient;
import io.snet4j.chain.Chain;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.errors.NotFoundException;
import io.snet4j.identity.Identity;
import io.snet4j.payment.ChannelState;
import io.snet4j.provider.ProviderClaims;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;

/** The money's side of the story: the channel, the provider's claim, and whether it all adds up. */
final class BooksScene {
    private final DevnetConnection net;
    private final Chain chain;
    private final MultiPartyEscrow escrow;
    private final ServiceClient service;
    private final Identity provider;
    private final Narrator narrator;

    BooksScene(DevnetConnection net, Chain chain, ServiceClient service, Narrator narrator) {
        this.net = net;
        this.chain = chain;
        this.service = service;
        this.narrator = narrator;
        escrow = new MultiPartyEscrow(chain, net.contracts().mpe());
        provider = net.account("provider").identity();
    }

    /**
     * On a devnet that has seen a demo which did not come to its end: what is signed there is no part of these books.
     */
    void settleEarlierDebts() {
        for (var channel : service.payments().channelStates()) {
            if (!channel.nonce().equals(channel.onChain().nonce())) {
                claim(channel.id()); // one that was started, but did not reach the chain
            }
            if (!channel.signed().isZero()) {
                claim(channel.id());
                narrator.note("debts", channel.signed() + " of an earlier demo claimed");
            }
        }
    }

    ChannelId openChannel(Cogs enoughFor) {
        var watch = new Stopwatch();
        var channel = service.payments().ensureChannel(enoughFor);
        narrator.done(
                watch.elapsed(),
                "channel",
                "number " + channel.id() + " with " + channel.available() + ", until block "
                        + channel.onChain().expiration());
        return channel.id();
    }

    /** Has the provider claim, and shows what was opened, signed, claimed and left. */
    DemoReport.Channel close(ChannelId id, Ledger ledger) {
        var before = escrow.balance(provider.address());
        var deposited = onChain(id).value();
        var signed = stored(id).signed();
        var watch = new Stopwatch();
        claim(id);
        narrator.done(watch.elapsed(), "claim", "by the provider, on chain");
        var claimed = escrow.balance(provider.address()).minus(before);
        var remaining = onChain(id).value();
        narrator.say("");
        ledger.lines().forEach(narrator::say);
        narrator.say(Ledger.line("claimed by the provider", 1, claimed, claimed));
        narrator.say(Ledger.line("left in the channel", 1, remaining, remaining));
        return new DemoReport.Channel(id, deposited, signed, claimed, remaining);
    }

    private void claim(ChannelId id) {
        try (var claims =
                ProviderClaims.connect(net.daemonUrl(), chain, net.contracts().mpe(), provider)) {
            claims.claim(id);
        }
    }

    private PaymentChannel onChain(ChannelId id) {
        return escrow.channel(id).orElseThrow(() -> new NotFoundException("channel " + id + " is gone from the chain"));
    }

    /** As the daemon has it; the client has checked its signature. */
    private ChannelState stored(ChannelId id) {
        return service.payments().channelStates().stream()
                .filter(channel -> channel.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("the daemon does not know channel " + id));
    }
}
