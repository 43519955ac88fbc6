package io.snet4j.internal.channel;

import io.snet4j.errors.UntrustedDaemonException;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For which nonces payments of one channel are signed. A claim that a daemon begins takes the nonce ahead of the
 * chain's; if it keeps its state in memory and restarts, it forgets the claim, and the nonce goes back. That is
 * believed once for each nonce of the chain: a daemon that reports a claim and denies it in turns could have each call
 * signed twice, once for each nonce, and claim both. For a channel whose nonce has moved; for one thread at a time.
 */
final class NonceWatch {
    private static final Logger LOG = LoggerFactory.getLogger(NonceWatch.class);

    private final ChannelId channel;
    private final Set<ChannelNonce> wentBackTo = new HashSet<>();
    private ChannelNonce newest;

    /** @param first for which payments were signed until now */
    NonceWatch(ChannelId channel, ChannelNonce first) {
        this.channel = channel;
        this.newest = first;
    }

    /**
     * Before signing.
     *
     * @param there what is signed for the payment's nonce already; signing less than that again gives nothing away
     * @param claiming whether the nonce is ahead of the chain's
     * @throws UntrustedDaemonException if more would be signed, and the nonce was to and fro before
     */
    void admit(SignedAmount payment, Cogs there, boolean claiming) {
        ChannelNonce nonce = payment.nonce();
        if (payment.amount().compareTo(there) > 0) {
            if (nonce.compareTo(newest) < 0) {
                followBack(nonce);
            } else if (claiming && nonce.compareTo(newest) > 0) {
                requireForgotten(payment);
            }
        }
        newest = nonce.compareTo(newest) > 0 ? nonce : newest;
    }

    private void followBack(ChannelNonce nonce) {
        String what = "its nonce went back to " + nonce + " after payments were signed for nonce " + newest;
        if (!wentBackTo.add(nonce)) {
            throw lie(what + ", and not for the first time. If it lost a claim that it had begun, wait until that is"
                    + " mined");
        }
        LOG.warn(
                "the daemon's state of payment channel {}: {}, as if it had lost a claim that it had begun. Following it"
                        + " once; what is signed for nonce {} counts as claimable.",
                channel,
                what,
                newest);
        newest = nonce;
    }

    /**
     * After a claim was denied, only who begins the next one from nothing has forgotten what was paid during the last.
     */
    private void requireForgotten(SignedAmount payment) {
        boolean denied = wentBackTo.stream().anyMatch(back -> back.next().equals(payment.nonce()));
        if (denied && payment.amount().compareTo(payment.price()) > 0) {
            throw lie("it reports a claim again that it had denied, and knows what was signed for nonce "
                    + payment.nonce() + " meanwhile. Wait until the claim is mined");
        }
    }

    private UntrustedDaemonException lie(String lie) {
        return new UntrustedDaemonException("the daemon's state of payment channel " + channel + " is not credible: "
                + lie + ". Nothing was signed for it.");
    }
}
