package io.snet4j.internal.prepaid;

import io.snet4j.errors.UntrustedDaemonException;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import io.snet4j.wire.escrow.TokenServiceProto.TokenReply;

/**
 * A token for what is signed in advance, of a form that can be kept and sent.
 *
 * @param planned all that was ever signed in advance on the channel, as the daemon counts
 * @param used the price of every call that it let through. It may be more than planned: the price of those that failed
 *     is given back elsewhere
 */
record PrepaidReply(String token, Cogs planned, Cogs used) {
    /** A JWT of the daemon's has some 300 characters; servers take 8 KiB of headers in all. */
    static final int MAX_TOKEN = 4096;

    /** @throws UntrustedDaemonException if it is about another channel, or its token is none */
    static PrepaidReply of(TokenReply reply, ChannelId channel) {
        ChannelId told = ChannelId.ofUnsigned(reply.getChannelId());
        if (!told.equals(channel)) {
            throw lie(channel, "it is about channel " + told);
        }
        String token = reply.getToken();
        if (token.isEmpty()) {
            throw lie(channel, "its token is empty");
        }
        if (token.length() > MAX_TOKEN) {
            throw lie(channel, "its token has " + token.length() + " characters, more than " + MAX_TOKEN);
        }
        if (!token.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw lie(channel, "its token has characters that no token has");
        }
        return new PrepaidReply(
                token, Cogs.ofUnsigned(reply.getPlannedAmount()), Cogs.ofUnsigned(reply.getUsedAmount()));
    }

    static UntrustedDaemonException lie(ChannelId channel, String lie) {
        return new UntrustedDaemonException("the daemon's answer about prepaid calls on payment channel " + channel
                + " is not credible: " + lie + ". Nothing was signed because of it.");
    }

    /** Whoever has the token can use up what is prepaid. */
    @Override
    public String toString() {
        return "PrepaidReply[planned " + planned + ", used " + used + "]";
    }
}
