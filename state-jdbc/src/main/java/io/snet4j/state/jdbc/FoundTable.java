package io.snet4j.state.jdbc;

import io.snet4j.chain.GroupId;
import io.snet4j.internal.memory.FoundChannels;
import io.snet4j.internal.memory.FoundText;
import io.snet4j.value.Address;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** Which channels were found. */
final class FoundTable {
    private static final String READ =
            "select channels from snet4j_found where payer = ? and recipient = ? and group_id = ?";
    private static final String PUT =
            "insert into snet4j_found (payer, recipient, group_id, channels) values (?, ?, ?, ?)"
                    + " on conflict (payer, recipient, group_id) do update set channels = excluded.channels";

    private final Database database;
    private final PayerRow payer;

    FoundTable(Database database, PayerRow payer) {
        this.database = database;
        this.payer = payer;
    }

    Optional<FoundChannels> find(Address recipient, GroupId group) throws IOException {
        long id = payer.id();
        return database.ask(connection ->
                        at(new Query(connection, READ), id, recipient, group).first(row -> row.getString(1)))
                .flatMap(AsciiJson::read)
                .flatMap(FoundText::read);
    }

    void put(Address recipient, GroupId group, FoundChannels channels) throws IOException {
        long id = payer.id();
        database.together(connection -> at(new Query(connection, PUT), id, recipient, group)
                .with(AsciiJson.write(FoundText.write(channels)))
                .run());
    }

    private static Query at(Query query, long payer, Address recipient, GroupId group) {
        return query.with(payer)
                .with(recipient.toString().toLowerCase(Locale.ROOT))
                .with(group.toBytes());
    }
}
