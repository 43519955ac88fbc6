package io.snet4j.cli.money;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.snet4j.cli.settings.ClientSettings;
import io.snet4j.cli.settings.ProcessMark;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.RefusedException;
import io.snet4j.internal.files.OwnerOnly;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What a profile may still spend, today and in all. Every command is a process of its own, so the sums come from the
 * audit file, and what running commands may still pay stands in a file that is locked while it is read and written. A
 * command that was killed reserves nothing any more; what it signed is in the audit file.
 */
public final class Budget {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String AMOUNT = "amount";

    private final Path folder;
    private final Path file;
    private final Path audit;
    private final Optional<Cogs> perDay;
    private final Optional<Cogs> total;
    private final Clock clock;

    public Budget(ClientSettings settings, Clock clock) {
        this.folder = settings.stateFolder();
        this.file = folder.resolve("reserved.json");
        this.audit = settings.auditFile();
        this.perDay = limit(settings, "SNET4J_LIMIT_DAY");
        this.total = limit(settings, "SNET4J_LIMIT_TOTAL");
        this.clock = clock;
    }

    private static Optional<Cogs> limit(ClientSettings settings, String name) {
        return settings.value(name).map(text -> {
            try {
                return new Amounts().convert(text);
            } catch (picocli.CommandLine.TypeConversionException e) {
                throw new RefusedException(name + ": " + e.getMessage());
            }
        });
    }

    public Optional<Cogs> perDay() {
        return perDay;
    }

    public Optional<Cogs> total() {
        return total;
    }

    /** By UTC. */
    public LocalDate today() {
        return clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    }

    /**
     * Keeps this much for the running command, beside what it has kept already.
     *
     * @throws RefusedException if a limit would be passed; nothing is kept
     */
    public void reserve(Cogs amount) {
        change(reserved -> {
            if (perDay.isPresent() || total.isPresent()) {
                // It grows with each payment ever made.
                Payments paid = Payments.read(audit);
                Cogs others = sum(reserved);
                require("SNET4J_LIMIT_DAY", perDay, paid.on(today()).plus(others), amount);
                require("SNET4J_LIMIT_TOTAL", total, paid.total().plus(others), amount);
            }
            ProcessMark.put(reserved.addObject()).put(AMOUNT, amount.value().toString());
        });
    }

    /** What the running command has kept is free again; what it signed counts by itself. */
    public void release() {
        change(Budget::removeOwn);
    }

    private static void require(String name, Optional<Cogs> limit, Cogs before, Cogs amount) {
        limit.filter(most -> before.plus(amount).compareTo(most) > 0).ifPresent(most -> {
            throw new RefusedException(
                    name + " is " + most + ", and " + before + " of it are spent or kept for running commands: "
                            + amount + " would be too much; nothing was paid",
                    ExitCode.PAYMENT);
        });
    }

    private static Cogs sum(ArrayNode reserved) {
        Cogs sum = Cogs.ZERO;
        for (JsonNode one : reserved) {
            sum = sum.plus(Cogs.parse(one.path(AMOUNT).asText()));
        }
        return sum;
    }

    private static void removeOwn(ArrayNode reserved) {
        for (int i = reserved.size() - 1; i >= 0; i--) {
            if (ProcessMark.isOwn(reserved.get(i))) {
                reserved.remove(i);
            }
        }
    }

    private interface Change {
        void apply(ArrayNode reserved);
    }

    private synchronized void change(Change change) {
        try {
            OwnerOnly.createFolders(folder, 3);
            try (FileChannel channel = OwnerOnly.open(
                            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                requireValid(lock);
                ArrayNode reserved = read(channel);
                for (int i = reserved.size() - 1; i >= 0; i--) {
                    if (!ProcessMark.lives(reserved.get(i))) {
                        reserved.remove(i);
                    }
                }
                change.apply(reserved);
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(JSON.writeValueAsBytes(reserved)), 0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireValid(FileLock lock) throws IOException {
        if (!lock.isValid()) {
            throw new IOException("the lock was lost");
        }
    }

    private static ArrayNode read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(channel.size(), 1 << 20));
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // Until it is whole.
        }
        try {
            return JSON.readTree(bytes.array()) instanceof ArrayNode array ? array : JSON.createArrayNode();
        } catch (JsonProcessingException e) {
            // Cut off by a kill: whoever wrote it has gone.
            return JSON.createArrayNode();
        }
    }
}
