package io.snet4j.internal.core;

/**
 * The locks that may be held while another one is taken, in their order: who holds one takes only those that stand
 * further down. {@link OrderedLock} checks it. Two locks of one rank are never held together. A test holds {@code
 * docs/contributing/concurrency.md} to this list.
 */
public enum LockRank {
    /** Of one client. */
    LEFT_PAYMENTS("LeftPayments", "what earlier processes left", "daemon, chain and disk are asked"),
    /** Of one user and service. */
    FREE_CALLS("FreeCalls", "the token of one user", "the daemon is asked for a new one, so that one asks for all"),
    /** Of one service client. */
    PREPAID_ACCOUNT("PrepaidAccount", "what is left of the batches", "nothing blocks"),
    /** Of one purchase. */
    PREPAID_PURCHASE("PurchaseWait", "who waits for a batch", "nothing blocks"),
    /** Of one service client. */
    LOST_BATCHES("LostBatches", "the batches that were denied", "nothing blocks"),
    /** Of one client. */
    PAYER_ACCOUNT(
            "Transactions.alone",
            "the payer's balances, so that two do not spend them twice",
            "transactions are sent and mined; listeners hear of deposits"),
    /** Of one sender's account. */
    NONCES(
            "Nonces.lock",
            "the nonces of one account, so that its transactions are sent one after the other",
            "the node is asked"),
    /** Of one service and channel. */
    CHANNEL_BOOK("ChannelBook", "what one service's daemons say of a channel", "marks may be read from the disk"),
    /** Of one folder. */
    STATE_FOLDER(
            "StateFolder", "the files of one folder, within this process and between processes", "the disk is written"),
    /** Of one channel that is held by a database's word. */
    HELD_CHANNEL(
            "HeldChannel", "what is signed on one channel that this client holds", "the database is asked for more"),
    /** Of one channel in a memory without a folder. */
    PROCESS_MEMORY("ProcessMemory", "the marks that are kept of one channel", "what is signed is counted"),
    /** Of one channel. */
    MARKS("HighWaterMarks", "the highest amounts that were signed for one channel", "nothing blocks"),
    /** Of one client. */
    LEDGER("Ledger", "what was signed, refused and claimed", "nothing blocks"),
    /** Of one call. */
    STUB_CALL("PaidClientCall", "what a stub asked of its call", "the call is begun, or is handed what the stub asked"),
    /** Of one call. */
    DAEMON_CALL(
            "FailoverCall",
            "which replica a call goes to, and what is kept for the next one",
            "gRPC is handed the call");

    private final String owner;
    private final String guarded;
    private final String meanwhile;

    LockRank(String owner, String guarded, String meanwhile) {
        this.owner = owner;
        this.guarded = guarded;
        this.meanwhile = meanwhile;
    }

    /** The class that has the lock, and the method that takes it if there is one. */
    public String owner() {
        return owner;
    }

    /** What the lock guards, in words. */
    public String guarded() {
        return guarded;
    }

    /** What is done while the lock is held, in words. */
    public String meanwhile() {
        return meanwhile;
    }

    /** The owner, and the place in the order. */
    @Override
    public String toString() {
        return owner + " (" + (ordinal() + 1) + ")";
    }
}
