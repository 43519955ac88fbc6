package io.snet4j.state.jdbc;

import io.snet4j.internal.text.ForeignText;
import io.snet4j.internal.text.TimeText;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client at a time sends the payer's transactions, by the time of the database. For one thread at a time, and who
 * tends.
 */
final class SenderTurn {
    private static final Logger LOG = LoggerFactory.getLogger(SenderTurn.class);
    private static final long PAUSE_MILLIS = 200;

    private static final String TAKE = "update snet4j_payer set sender = ?,"
            + " sender_until = clock_timestamp() + ? * interval '1 millisecond'"
            + " where id = ? and (sender is null or sender = ? or sender_until <= clock_timestamp())";

    private static final String FREE =
            "update snet4j_payer set sender = null, sender_until = null where id = ? and sender = ?";

    private final Database database;
    private final PayerRow payer;
    private final String self;
    private final Duration life;
    private volatile boolean mine;

    /**
     * @param self among all instances
     * @param life of a turn that is not renewed
     */
    SenderTurn(Database database, PayerRow payer, String self, Duration life) {
        this.database = database;
        this.payer = payer;
        this.self = self;
        this.life = life;
    }

    void begin(Duration most) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        while (!take()) {
            if (System.nanoTime() - begin >= most.toNanos()) {
                throw new IOException(
                        "another client still sends transactions of this account after " + TimeText.of(most));
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        mine = true;
    }

    /** Whether it is this client's turn, for some time. */
    private boolean take() throws IOException {
        long id = payer.id();
        return database.ask(connection -> new Query(connection, TAKE)
                        .with(self)
                        .with(life.toMillis())
                        .with(id)
                        .with(self)
                        .run()
                == 1);
    }

    /** While transactions are mined. */
    void renew() throws IOException {
        if (mine && !take()) {
            LOG.warn("another client sends transactions of this account now, too: this one was stopped, or cut off");
        }
    }

    /** If that fails, its time passes. */
    void end() {
        mine = false;
        try {
            long id = payer.id();
            database.ask(connection ->
                    new Query(connection, FREE).with(id).with(self).run());
        } catch (IOException e) {
            LOG.warn("others wait a moment before they send transactions: {}", ForeignText.of(e.toString()));
        }
    }
}
