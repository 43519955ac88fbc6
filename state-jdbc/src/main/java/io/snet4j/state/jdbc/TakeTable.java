package io.snet4j.state.jdbc;

import io.snet4j.value.ChannelId;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** Takes channels that nobody holds, and says which ones are wanted. Time is the database's. */
final class TakeTable {
    private static final String ADD = "insert into snet4j_channel (payer, id) values (?, ?) on conflict do nothing";

    private static final String OF_THESE = " from snet4j_channel where payer = ? and id = any(?)"
            + " and (wanted_by is null or wanted_by = ? or wanted_at <= clock_timestamp() - ? * interval '1 millisecond')";

    /** For one of several channels: free, or its time has passed, and nobody else was promised it a moment ago. */
    private static final String TAKE = "with free as (select payer, id, holder" + OF_THESE
            + " and (holder is null or holder = ? or until <= clock_timestamp())"
            + " order by id <> ?, id limit 1 for update skip locked),"
            + " taken as (update snet4j_channel c set holder = ?, token = c.token + 1, since = clock_timestamp(),"
            + " until = " + HoldTable.END + ", wanted_by = null, wanted_at = null from free"
            + " where c.payer = free.payer and c.id = free.id returning c.payer, c.id, c.token, free.holder)";

    /**
     * Who had it did not hand it back, so a call may be running that is paid with any of what it had marked. This is
     * kept with the hold: the answer may be lost, and who asks again has it already.
     */
    private static final String LEFT =
            ", remains as (insert into snet4j_running (payer, channel, nonce, client, amount)"
                    + " select taken.payer, taken.id, newest.nonce, 'hold ' || (taken.token - 1), newest.signed"
                    + " from taken cross join lateral (select nonce, signed from snet4j_mark m"
                    + " where m.payer = taken.payer and m.channel = taken.id order by nonce desc limit 1) newest"
                    + " where taken.holder is not null and taken.holder <> ?"
                    + " on conflict (payer, channel, nonce, client) do update set amount = excluded.amount)";

    private static final String TAKEN = " select id, token, 0::bigint,"
            + " not exists (select 1 from snet4j_ban b where b.payer = taken.payer) from taken";

    /**
     * If none can be taken, one is wanted: the one that was wanted before, unless it does not come, or else any, by
     * chance. Whoever has it may be in the middle of a long call.
     */
    private static final String OR_WANT =
            ", pick as (select payer, id" + OF_THESE + " and not exists (select 1 from free)"
                    + " order by coalesce(wanted_by = ? and since > clock_timestamp() - ? * interval '1 millisecond', false) desc,"
                    + " random() limit 1 for update skip locked),"
                    + " wanted as (update snet4j_channel c set wanted_by = ?, wanted_at = clock_timestamp() from pick"
                    + " where c.payer = pick.payer and c.id = pick.id returning c.id, c.since) "
                    + TAKEN
                    + " union all select id, 0,"
                    + " (extract(epoch from clock_timestamp() - coalesce(since, clock_timestamp())) * 1000)::bigint, false from wanted";

    private static final String WANT_NO_MORE =
            "update snet4j_channel set wanted_by = null, wanted_at = null" + " where payer = ? and wanted_by = ?";

    private static final int TENURE_PERCENT = 70;

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

    /** What came of asking for one of several channels. */
    sealed interface Answer {}

    /**
     * Held from now on.
     *
     * @param nobodyBanned whether no service is banned
     */
    record Taken(ChannelId channel, long token, boolean nobodyBanned) implements Answer {}

    /**
     * Its holder hears that it is wanted.
     *
     * @param heldFor how long it has it
     */
    record Wanted(ChannelId channel, Duration heldFor) implements Answer {}

    /** For who waits: how long a channel that was let go is kept for it. */
    Duration patience() {
        return life.dividedBy(2);
    }

    /** How long a channel is kept that others want: the longer, the less a hand-over costs each call. */
    Duration tenure() {
        return life.multipliedBy(TENURE_PERCENT).dividedBy(100);
    }

    /** Makes the channel's row, if there is none. */
    void add(ChannelId channel) throws IOException {
        long id = payer.id();
        database.ask(connection ->
                new Query(connection, ADD).with(id).with(channel.value()).run());
    }

    /**
     * One of these, if any can be had.
     *
     * @param best if it can be had
     */
    Optional<Answer> take(ChannelId best, Collection<ChannelId> channels) throws IOException {
        long id = payer.id();
        return database.ask(connection ->
                take(connection, TAKE + LEFT + TAKEN, id, best, channels).first(this::answer));
    }

    /** The same; if none can be had, one of them is wanted. Empty if others are promised all of them. */
    Optional<Answer> takeOrWant(ChannelId best, Collection<ChannelId> channels) throws IOException {
        long id = payer.id();
        return database.ask(
                connection -> ofThese(take(connection, TAKE + LEFT + OR_WANT, id, best, channels), id, channels)
                        .with(self)
                        .with(life.toMillis())
                        .with(self)
                        .first(this::answer));
    }

    private Query take(Connection connection, String sql, long id, ChannelId best, Collection<ChannelId> channels) {
        return ofThese(new Query(connection, sql), id, channels)
                .with(self)
                .with(best.value())
                .with(self)
                .with(life.toMillis())
                .with(self);
    }

    private Query ofThese(Query query, long id, Collection<ChannelId> channels) {
        return query.with(id).with(channels).with(self).with(patience().toMillis());
    }

    private Answer answer(ResultSet row) throws SQLException {
        ChannelId channel = ChannelId.of(Query.number(row, 1));
        long token = row.getLong(2);
        return token == 0
                ? new Wanted(channel, Duration.ofMillis(row.getLong(3)))
                : new Taken(channel, token, row.getBoolean(4));
    }

    /** What this instance wanted so far is for others. */
    void wantNoMore() throws IOException {
        long id = payer.id();
        database.ask(connection ->
                new Query(connection, WANT_NO_MORE).with(id).with(self).run());
    }
}
