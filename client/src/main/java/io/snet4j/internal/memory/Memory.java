package io.snet4j.internal.memory;

import io.snet4j.chain.GroupId;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.Address;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What is remembered of one payer's payments in one escrow. Several clients may share one memory, also of several
 * processes; what one of them kept, the others read from then on. Where it is kept, only the implementations know.
 * {@link #toString} says it for messages. Thread-safe; each operation may block.
 *
 * <p>All throw {@link IOException} if they cannot read or keep what they should; then nothing has changed.
 */
public interface Memory {
    /** Models whose last payments are kept. The oldest are forgotten. */
    int MOST_MODELS = 10_000;

    /**
     * Nonces of a channel before the newest at which calls are kept. A claim is looked at soon after it was mined, so
     * that older ones are not needed.
     */
    int NONCES_OF_CALLS = 16;

    /** Whether the next process finds what this one kept. */
    boolean outlivesProcess();

    /** By nonce; a copy. */
    NavigableMap<ChannelNonce, Mark> marks(ChannelId channel) throws IOException;

    /**
     * Raises marks of a channel; none goes back. When this returns, no end of the process makes them forgotten, unless
     * the memory ends with it.
     *
     * @param raise from the marks that are kept to those that shall be at least so high. It is called with nobody else
     *     raising marks of the channel; what it throws is thrown on, and nothing is kept
     * @throws HoldLostException if another client has the channel, or may have it
     */
    void raise(ChannelId channel, UnaryOperator<NavigableMap<ChannelNonce, Mark>> raise) throws IOException;

    /** Whose a channel is. */
    enum Hold {
        /** This client's, as it was before. */
        OURS,
        /** This client's from now on. What others did with the channel meanwhile is for the daemon to tell. */
        TAKEN,
        /** Another client's, for now. */
        OTHERS
    }

    /**
     * Asks for a channel for some time, before it is asked about and signed on; renewed while calls run on it. Where no
     * other machine shares the memory, each channel is one's own.
     *
     * @param urgently whether who has it shall hear that it is wanted
     */
    Hold hold(ChannelId channel, boolean urgently) throws IOException;

    /**
     * Whether clients on other machines share it. They may place money meanwhile, and whoever has the turn to send
     * transactions looks again at what there is.
     */
    default boolean isOfManyMachines() {
        return false;
    }

    /**
     * Waits until no other client sends transactions of the payer, whose nonces and balances they would share. To be
     * followed by {@link #endSending}. Where no other machine shares the memory, nobody is waited for.
     *
     * @param most how long
     * @throws IOException if the memory cannot be asked, or the time is over
     */
    default void beginSending(Duration most) throws IOException, InterruptedException {}

    default void endSending() {}

    /** Gives back what is held and not used. May be repeated; what was kept can still be read. */
    default void close() {}

    /** What is used of budgets, by all who share the memory. */
    BudgetCounters budgets();

    /**
     * Whether marks may be higher than what was signed, so that they do not tell what was counted. Then what a budget
     * is charged is told by what the client itself signed and what daemons prove.
     */
    default boolean marksAhead() {
        return false;
    }

    /** Why nothing is signed for a service any more. */
    Optional<String> ban(ServiceKey service) throws IOException;

    /** In place of an earlier reason. */
    void ban(ServiceKey service, String reason) throws IOException;

    void liftBan(ServiceKey service) throws IOException;

    /**
     * A crash of the machine may lose it, and {@link #endCall}.
     *
     * @param client has one call at a time at a channel's nonce
     */
    void beginCall(SignedAmount payment, String client) throws IOException;

    /** @param served the highest amount is kept */
    void endCall(SignedAmount payment, String client, boolean served) throws IOException;

    CallsAtNonce calls(ChannelId channel, ChannelNonce nonce) throws IOException;

    Optional<ModelPayment> lastPayment(ModelKey model) throws IOException;

    /** Of the models of a service; a copy. */
    Map<ModelKey, ModelPayment> lastPayments(ServiceKey service) throws IOException;

    /** From now on it is the last one. */
    void signed(ModelKey model, ModelPayment payment) throws IOException;

    /** Keeps its charge if it still is the last one. A crash of the machine may lose it. */
    void settled(ModelKey model, ModelPayment payment) throws IOException;

    /**
     * Changes what is prepaid for a service.
     *
     * @param change from what is kept to what shall be kept. It is called with nobody else changing it; what it throws
     *     is thrown on, and nothing is kept. If this fails, either may have been kept
     */
    <T> T batches(ServiceKey service, Function<Batches, Batches.Change<T>> change) throws IOException;

    /**
     * Whether it is this client's turn to buy what all may use. To be followed by {@link #endBuying}. The turn of a
     * client that is gone is over by itself.
     *
     * @param buyer begins with {@link ProcessName#OWN} and a space
     */
    boolean beginBuying(ServiceKey service, String buyer) throws IOException;

    void endBuying(ServiceKey service, String buyer) throws IOException;

    Optional<FoundChannels> found(Address recipient, GroupId group) throws IOException;

    /** In place of what was found before. */
    void found(Address recipient, GroupId group, FoundChannels channels) throws IOException;
}
