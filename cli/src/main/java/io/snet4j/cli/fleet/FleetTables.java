package io.snet4j.cli.fleet;

import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** What the fleet's tables say now, of a schema in which one payer is. */
final class FleetTables {
    private static final String CHANNELS = "select c.id, c.token, coalesce(c.until > clock_timestamp(), false),"
            + " coalesce((select m.signed from snet4j_mark m where m.payer = c.payer and m.channel = c.id"
            + " order by m.nonce desc limit 1), 0) from snet4j_channel c";
    private static final String USED = "select coalesce(sum(used), 0) from snet4j_payer";

    private FleetTables() {}

    /**
     * @param token of the last hold
     * @param held whether somebody has it now
     * @param marked at the newest nonce
     */
    record Held(long token, boolean held, Cogs marked) {}

    /** @param used of the budget that all share, marked ahead or signed */
    record Contents(Map<ChannelId, Held> channels, Cogs used) {}

    static Contents read(String url) throws SQLException {
        try (Connection connection = FleetDatabase.connect(url).getConnection();
                Statement statement = connection.createStatement()) {
            Map<ChannelId, Held> channels = new HashMap<>();
            try (ResultSet rows = statement.executeQuery(CHANNELS)) {
                while (rows.next()) {
                    channels.put(
                            ChannelId.of(rows.getBigDecimal(1).toBigIntegerExact()),
                            new Held(
                                    rows.getLong(2),
                                    rows.getBoolean(3),
                                    new Cogs(rows.getBigDecimal(4).toBigIntegerExact())));
                }
            }
            try (ResultSet rows = statement.executeQuery(USED)) {
                rows.next();
                return new Contents(channels, new Cogs(rows.getBigDecimal(1).toBigIntegerExact()));
            }
        }
    }
}
