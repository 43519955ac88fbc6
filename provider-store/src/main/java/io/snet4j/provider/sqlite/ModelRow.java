package io.snet4j.provider.sqlite;

import io.snet4j.provider.model.ModelInfo;
import io.snet4j.provider.model.ModelStatus;
import io.snet4j.provider.store.StoredDataset;
import io.snet4j.provider.store.StoredJob;
import io.snet4j.provider.store.StoredModel;
import io.snet4j.value.Address;
import java.net.URI;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One model as a row, in the columns' order. */
final class ModelRow {
    static final int COUNT = 21;

    private ModelRow() {}

    static void write(StoredModel model, PreparedStatement row) throws SQLException {
        ModelInfo info = model.info();
        Optional<StoredDataset> dataset = model.dataset();
        Optional<StoredJob> job = model.job();
        @Nullable
        Object[] values = {
            info.id(),
            info.name(),
            info.description(),
            info.service(),
            info.method(),
            number(info.isPublic()),
            info.owner().map(Address::toString).orElse(null),
            info.addresses().stream().map(Address::toString).collect(Collectors.joining(" ")),
            model.created().toEpochMilli(),
            model.status().name(),
            model.reason().orElse(null),
            dataset.map(StoredDataset::turn).orElse(null),
            dataset.map(StoredDataset::fileName).orElse(null),
            dataset.map(StoredDataset::size).orElse(null),
            dataset.map(one -> number(one.isValid())).orElse(null),
            job.map(one -> one.kind().name()).orElse(null),
            job.flatMap(StoredJob::link).map(URI::toString).orElse(null),
            job.map(StoredJob::attempt).orElse(null),
            job.map(one -> one.before().name()).orElse(null),
            job.flatMap(StoredJob::reasonBefore).orElse(null),
            model.artifacts().orElse(null)
        };
        for (int i = 0; i < values.length; i++) {
            row.setObject(i + 1, values[i]);
        }
    }

    static StoredModel read(ResultSet row) throws SQLException {
        String addresses = row.getString("addresses");
        ModelInfo info = new ModelInfo(
                row.getString("id"),
                row.getString("name"),
                row.getString("description"),
                row.getString("service"),
                row.getString("method"),
                row.getLong("is_public") != 0,
                Optional.ofNullable(row.getString("owner")).map(Address::parse),
                addresses.isEmpty()
                        ? List.of()
                        : Stream.of(addresses.split(" ")).map(Address::parse).toList());
        return new StoredModel(
                info,
                Instant.ofEpochMilli(row.getLong("created")),
                ModelStatus.valueOf(row.getString("status")),
                Optional.ofNullable(row.getString("reason")),
                dataset(row),
                job(row),
                number(row, "artifacts"));
    }

    private static Optional<StoredDataset> dataset(ResultSet row) throws SQLException {
        Optional<Long> turn = number(row, "dataset_turn");
        return turn.isEmpty()
                ? Optional.empty()
                : Optional.of(new StoredDataset(
                        turn.get(),
                        row.getString("dataset_name"),
                        row.getLong("dataset_size"),
                        row.getLong("dataset_valid") != 0));
    }

    private static Optional<StoredJob> job(ResultSet row) throws SQLException {
        String kind = row.getString("job_kind");
        return kind == null
                ? Optional.empty()
                : Optional.of(new StoredJob(
                        StoredJob.Kind.valueOf(kind),
                        Optional.ofNullable(row.getString("job_link")).map(URI::create),
                        row.getInt("job_attempt"),
                        ModelStatus.valueOf(row.getString("job_before")),
                        Optional.ofNullable(row.getString("job_reason_before"))));
    }

    private static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    private static long number(boolean value) {
        return value ? 1 : 0;
    }
}
