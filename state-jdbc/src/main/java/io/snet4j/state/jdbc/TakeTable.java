package io.snet4j.state.jdbc;

import io.snet4j.value.ChannelId;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes channels that nobody holds, and says which ones are wanted. Time is the database's. */
final class TakeTable {
    private static final String ADD = "insert into snet4j_channel (payer, id) values (?, ?) on conflict do nothing";

    /** For one of several channels: free, or its time has passed, and nobody else was promised it a moment ago. */
    private static final String TAKE = "with before as (select payer, id, holder from snet4j_channel"
            + " where payer = ? and id = any(?) and (holder is null or holder = ? or until <= clock_timestamp())"
            + " and (wanted_by is null or wanted_by = ? or wanted_at <= clock_timestamp() - ? * interval '1 millisecond')"
            + " order by id limit 1 for update skip locked)"
            + " update snet4j_channel c set holder = ?, token = c.token + 1, until = " + HoldTable.END
            + ", wanted_by = null, wanted_at = null from before where c.payer = before.payer and c.id = before.id"
            + " returning c.id, c.token, before.holder";

    /** One of several, by chance: whoever has it may be in the middle of a long call. */
    private static final String WANT =
            "with pick as (select payer, id from snet4j_channel where payer = ? and id = any(?)"
                    + " and (wanted_by is null or wanted_by = ? or wanted_at <= clock_timestamp() - ? * interval '1 millisecond')"
                    + " order by random() limit 1 for update skip locked)"
                    + " update snet4j_channel c set wanted_by = ?, wanted_at = clock_timestamp() from pick"
                    + " where c.payer = pick.payer and c.id = pick.id";

    private static final String WANT_NO_MORE =
            "update snet4j_channel set wanted_by = null, wanted_at = null" + " where payer = ? and wanted_by = ?";

    private final Database database;
    private final PayerRow payer;
    private final String self;
    private final Duration life;

    /**
     * @param self among all instances
     * @param life of a hold that is not renewed
     */
    TakeTable(Database database, PayerRow payer, String self, Duration life) {
        this.database = database;
        this.payer = payer;
        this.self = self;
        this.life = life;
    }

    /** @param afterAnother whether the one before did not hand it back: what it signed is not known */
    record Taken(ChannelId channel, long token, boolean afterAnother) {}

    /** For who waits: how long a channel that was let go is kept for it. */
    Duration patience() {
        return life.dividedBy(2);
    }

    /** Makes the channel's row, if there is none. */
    void add(ChannelId channel) throws IOException {
        long id = payer.id();
        database.ask(connection ->
                new Query(connection, ADD).with(id).with(channel.value()).run());
    }

    /** One of these, if any can be had. */
    Optional<Taken> take(Collection<ChannelId> channels) throws IOException {
        long id = payer.id();
        return database.ask(connection -> new Query(connection, TAKE)
                .with(id)
                .with(channels)
                .with(self)
                .with(self)
                .with(patience().toMillis())
                .with(self)
                .with(life.toMillis())
                .first(row ->
                        new Taken(ChannelId.of(Query.number(row, 1)), row.getLong(2), isAnother(row.getString(3)))));
    }

    private boolean isAnother(@Nullable String holder) {
        return holder != null && !holder.equals(self);
    }

    /** @return whether the holder of one of these hears of it */
    boolean want(Collection<ChannelId> channels) throws IOException {
        long id = payer.id();
        return database.ask(connection -> new Query(connection, WANT)
                        .with(id)
                        .with(channels)
                        .with(self)
                        .with(patience().toMillis())
                        .with(self)
                        .run())
                == 1;
    }

    /** What this instance wanted so far is for others. */
    void wantNoMore() throws IOException {
        long id = payer.id();
        database.ask(connection ->
                new Query(connection, WANT_NO_MORE).with(id).with(self).run());
    }
}
