package io.snet4j.internal.prepaid;

import io.snet4j.errors.UntrustedDaemonException;
import io.snet4j.internal.memory.Batch;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import io.snet4j.wire.escrow.TokenServiceProto.TokenReply;

/**
 * Writes down what a daemon says of the batches, as far as it is credible. For who has the turn to buy. Blocks on the
 * memory.
 */
final class TokenBook {
    private final PrepaidAccount account;

    TokenBook(PrepaidAccount account) {
        this.account = account;
    }

    /** What earlier batches left, as the daemon counts. */
    void found(ChannelId channel, ChannelNonce nonce, PrepaidReply reply) {
        if (reply.planned().compareTo(reply.used()) > 0) {
            account.losses().honoured(channel, reply.planned().minus(reply.used()));
            account.shared()
                    .changeInTurn(channel, batch -> token(batch.found(reply.planned(), reply.used()), nonce, reply));
        }
    }

    /**
     * Writes down a batch that the daemon has, whatever its answer is worth. While there is no token for it, no other
     * batch is signed.
     *
     * @throws UntrustedDaemonException if the answer is not credible
     */
    void bought(SignedAmount batch, TokenReply answer) {
        account.losses().bought(batch);
        PrepaidReply reply;
        try {
            reply = PrepaidReply.of(answer, batch.channelId());
        } catch (UntrustedDaemonException e) {
            account.shared().changeInTurn(batch.channelId(), kept -> kept.bought(batch.price()));
            throw e;
        }
        Batch after = account.shared()
                .changeInTurn(
                        batch.channelId(),
                        kept -> token(kept.bought(batch.price()).planned(reply.planned()), batch.nonce(), reply));
        requireAll(batch.channelId(), after, reply);
    }

    /** @throws UntrustedDaemonException if the daemon has less than the clients bought */
    void renewed(ChannelId channel, ChannelNonce nonce, PrepaidReply reply) {
        requireAll(channel, account.shared().changeInTurn(channel, batch -> token(batch, nonce, reply)), reply);
    }

    private void requireAll(ChannelId channel, Batch batch, PrepaidReply reply) {
        Cogs bought = batch.bought();
        if (reply.planned().compareTo(bought) < 0) {
            account.losses().lost();
            account.shared().changeInTurn(channel, kept -> kept.cutTo(reply.planned()));
            throw PrepaidReply.lie(
                    channel,
                    "it has " + reply.planned() + " as signed in advance, "
                            + account.shared().buyers() + " signed "
                            + bought
                            + ". The next calls go by what it has");
        }
    }

    /** The daemon gives no token for it any more, and what is left of it is gone. */
    void lost(ChannelId channel) {
        boolean[] some = new boolean[1];
        account.shared().changeInTurn(channel, batch -> {
            some[0] = !batch.left().isZero();
            return batch.cutTo(Cogs.ZERO);
        });
        if (some[0]) {
            account.losses().lost();
        }
    }

    private Batch token(Batch batch, ChannelNonce nonce, PrepaidReply reply) {
        return batch.renewed(
                nonce,
                reply.token(),
                PrepaidToken.of(reply.token(), account.now()).staleAt());
    }
}
