package io.snet4j.toy;

import io.snet4j.chain.Chain;
import io.snet4j.chain.FetchToken;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.errors.ChainException;
import io.snet4j.identity.Identity;
import io.snet4j.junit.TestSession;
import io.snet4j.provider.ProviderClaims;
import io.snet4j.provider.UnclaimedPayment;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.lang.reflect.Proxy;
import java.util.List;

/** What a session's network has on its chain, and what the session's provider takes there. */
public final class OnChain {
    public final Chain chain;
    public final MultiPartyEscrow escrow;
    public final FetchToken token;
    private final TestSession session;

    public OnChain(TestSession session) {
        this.session = session;
        DevnetConnection net = session.connection();
        chain = session.devnet().chain();
        escrow = new MultiPartyEscrow(chain, net.contracts().mpe());
        token = new FetchToken(chain, net.contracts().token());
    }

    public BlockNumber now() {
        return session.devnet().blockNumber();
    }

    public Identity provider() {
        return session.connection().account("provider").identity();
    }

    /** The payer's channels to the group, as the chain has them now. */
    public List<PaymentChannel> channels(Address payer) {
        return escrow
                .channelsOpened(
                        payer,
                        provider().address(),
                        session.connection().groupId(),
                        BlockNumber.ZERO,
                        chain.blockNumber())
                .stream()
                .map(opened -> escrow.channel(opened.channel().id()).orElseThrow())
                .toList();
    }

    public ProviderClaims claims() {
        return session.claims();
    }

    /** A claim that is begun and mined. */
    public void claim(ChannelId channel) {
        try (ProviderClaims claims = claims()) {
            claims.claim(channel);
        }
    }

    public Cogs unclaimed(ChannelId channel) {
        try (ProviderClaims claims = claims()) {
            return claims.listUnclaimed().stream()
                    .filter(payment -> payment.channelId().equals(channel))
                    .map(UnclaimedPayment::amount)
                    .reduce(Cogs.ZERO, Cogs::plus);
        }
    }

    /** A claim whose transaction is not sent yet. */
    public void beginClaim(ChannelId channel) {
        Chain sendsNothing = (Chain) Proxy.newProxyInstance(
                Chain.class.getClassLoader(), new Class<?>[] {Chain.class}, (self, method, args) -> {
                    if (method.getName().equals("send")) {
                        throw new ChainException("not now");
                    }
                    return method.invoke(chain, args);
                });
        try (ProviderClaims claims =
                ProviderClaims.connect(session.service().daemon().uri(), sendsNothing, escrow.address(), provider())) {
            claims.claim(channel);
            throw new AssertionError("the claim was mined");
        } catch (ChainException e) {
            if (!String.valueOf(e.getMessage()).contains("not now")) {
                throw e;
            }
        }
    }
}
