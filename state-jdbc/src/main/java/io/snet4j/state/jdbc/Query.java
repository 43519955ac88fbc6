package io.snet4j.state.jdbc;

import io.snet4j.value.ChannelId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** One statement and its parameters, in their order. For one use. */
final class Query {
    private final Connection connection;
    private final String sql;
    private final List<Parameter> parameters = new ArrayList<>();

    Query(Connection connection, String sql) {
        this.connection = connection;
        this.sql = sql;
    }

    private interface Parameter {
        void set(PreparedStatement statement, int index) throws SQLException;
    }

    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    Query with(long value) {
        return with((statement, index) -> statement.setLong(index, value));
    }

    Query with(boolean value) {
        return with((statement, index) -> statement.setBoolean(index, value));
    }

    Query with(String value) {
        return with((statement, index) -> statement.setString(index, value));
    }

    Query with(BigInteger value) {
        return with((statement, index) -> statement.setBigDecimal(index, new BigDecimal(value)));
    }

    Query with(byte[] value) {
        return with((statement, index) -> statement.setBytes(index, value));
    }

    Query with(OffsetDateTime value) {
        return with((statement, index) -> statement.setObject(index, value));
    }

    Query with(Collection<ChannelId> values) {
        BigDecimal[] numbers =
                values.stream().map(id -> new BigDecimal(id.value())).toArray(BigDecimal[]::new);
        return with((statement, index) ->
                statement.setArray(index, statement.getConnection().createArrayOf("numeric", numbers)));
    }

    private Query with(Parameter parameter) {
        parameters.add(parameter);
        return this;
    }

    /** Asks nothing of what comes back. */
    int run() throws SQLException {
        try (PreparedStatement statement = prepare()) {
            return statement.execute() ? 0 : statement.getUpdateCount();
        }
    }

    <T> List<T> list(Row<T> row) throws SQLException {
        try (PreparedStatement statement = prepare();
                ResultSet rows = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(row.read(rows));
            }
            return all;
        }
    }

    <T> Optional<T> first(Row<T> row) throws SQLException {
        return list(row).stream().findFirst();
    }

    static BigInteger number(ResultSet row, int column) throws SQLException {
        return row.getBigDecimal(column).toBigIntegerExact();
    }

    private PreparedStatement prepare() throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < parameters.size(); i++) {
                parameters.get(i).set(statement, i + 1);
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }
}
