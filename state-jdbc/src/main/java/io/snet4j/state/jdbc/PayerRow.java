package io.snet4j.state.jdbc;

import io.snet4j.value.Address;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whose payments are kept, as the tables know them. Thread-safe. */
final class PayerRow {
    private static final String FIND = "select id from snet4j_payer where chain = ? and escrow = ? and address = ?";
    private static final String ADD =
            "insert into snet4j_payer (chain, escrow, address) values (?, ?, ?) on conflict do nothing";

    private final Database database;
    private final long chainId;
    private final String escrow;
    private final String address;
    private volatile @Nullable Long id;

    PayerRow(Database database, long chainId, Address escrow, Address payer) {
        this.database = database;
        this.chainId = chainId;
        this.escrow = escrow.toString().toLowerCase(Locale.ROOT);
        this.address = payer.toString().toLowerCase(Locale.ROOT);
    }

    /** @throws IOException if the database cannot be asked, or its tables are not those that this library needs */
    long id() throws IOException {
        Long known = id;
        if (known == null) {
            known = findOrAdd();
            id = known;
        }
        return known;
    }

    private long findOrAdd() throws IOException {
        Optional<String> problem = Schema.problem(database.ask(Schema::version));
        if (problem.isPresent()) {
            throw new IOException("the database cannot be used: " + problem.get());
        }
        return database.together(connection -> {
            Optional<Long> found = with(new Query(connection, FIND)).first(row -> row.getLong(1));
            if (found.isPresent()) {
                return found.get();
            }
            with(new Query(connection, ADD)).run();
            return with(new Query(connection, FIND))
                    .first(row -> row.getLong(1))
                    .orElseThrow();
        });
    }

    private Query with(Query query) {
        return query.with(chainId).with(escrow).with(address);
    }

    @Override
    public String toString() {
        return "payer " + address + " in escrow " + escrow + " on chain " + chainId;
    }
}
