package io.snet4j.payment;

import io.snet4j.errors.PaymentException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.files.OwnerOnly;
import io.snet4j.internal.text.ForeignText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down every signed amount, what it came to, and every deposit, one JSON object in each line of a file that only
 * grows. A signed amount is on the disk before it leaves, so that no end of the process hides it; if it cannot be
 * written, the call fails and nothing is sent. The file holds no key and no signature; where
 * there are POSIX permissions, a new one is for its owner only. Usually set by {@code SnetClient.Builder.auditFile}.
 * Several clients and processes may write one file. Thread-safe.
 *
 * @since 0.1.0
 */
public final class PaymentAudit implements PaymentListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PaymentAudit.class);

    private final Path file;
    private final Clock clock = Clock.systemUTC();
    private @Nullable FileChannel out;
    private boolean closed;

    private PaymentAudit(Path file) {
        this.file = file;
    }

    /** Does no I/O: the file is made, or appended to, with the first entry. */
    public static PaymentAudit file(Path file) {
        return new PaymentAudit(file);
    }

    /**
     * Reads what was written, oldest first, also while it is still written to. Lines that were cut off when a process
     * or its machine died are left out.
     *
     * @throws IOException if the file cannot be read
     */
    public static List<AuditEntry> read(Path file) throws IOException {
        List<AuditEntry> entries = new ArrayList<>();
        read(file, entries::add);
        return entries;
    }

    /**
     * As above, for a file that need not fit into memory.
     *
     * @throws IOException if the file cannot be read
     */
    public static void read(Path file, Consumer<AuditEntry> reader) throws IOException {
        int torn = 0;
        // Not strictly UTF-8: a line may be cut within a character.
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    Optional<AuditEntry> entry = AuditLines.read(line);
                    entry.ifPresent(reader);
                    torn += entry.isPresent() ? 0 : 1;
                }
            }
        }
        if (torn > 0) {
            LOG.warn("{} has {} lines that were cut off", file, torn);
        }
    }

    @Override
    public void onSigned(SignedAmount payment) {
        write(payment, Optional.empty());
    }

    @Override
    public void onSigned(SignedAmount payment, PaymentOrigin origin) {
        write(payment, Optional.of(origin));
    }

    private void write(SignedAmount payment, Optional<PaymentOrigin> origin) {
        try {
            write(new AuditEntry.Signed(clock.instant(), payment, origin)).force(false);
        } catch (IOException e) {
            throw new PaymentException(
                    "the payment cannot be written to the audit file " + file + ", so nothing was sent: " + e,
                    e,
                    Charge.NONE);
        }
    }

    @Override
    public void onSettled(SignedAmount payment, Charge charge) {
        writeQuietly(new AuditEntry.Settled(clock.instant(), payment, charge));
    }

    @Override
    public void onDeposit(ChannelDeposit deposit) {
        writeQuietly(new AuditEntry.Deposited(clock.instant(), deposit));
    }

    private void writeQuietly(AuditEntry entry) {
        try {
            write(entry);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to the audit file " + file, e);
        }
    }

    /** Forcing it to disk is left to the caller: those who come meanwhile need not wait, and share it. */
    private synchronized FileChannel write(AuditEntry entry) throws IOException {
        FileChannel channel = open();
        ByteBuffer line = ByteBuffer.wrap(AuditLines.write(entry));
        while (line.hasRemaining()) {
            channel.write(line);
        }
        return channel;
    }

    private FileChannel open() throws IOException {
        if (closed) {
            throw new IOException("the audit is closed");
        }
        FileChannel open = out;
        // An interrupted thread closes what it writes to.
        if (open == null || !open.isOpen()) {
            boolean torn = isTorn();
            open = OwnerOnly.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            if (torn) {
                open.write(ByteBuffer.wrap(new byte[] {'\n'}));
            }
            out = open;
        }
        return open;
    }

    /** Whether the last line has no end. */
    private boolean isTorn() throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return in.size() > 0 && in.read(last, in.size() - 1) == 1 && last.get(0) != '\n';
        }
    }

    /** What comes later is not written. May be repeated. */
    @Override
    public synchronized void close() {
        closed = true;
        FileChannel open = out;
        if (open == null || !open.isOpen()) {
            return;
        }
        try {
            open.force(false);
            open.close();
        } catch (IOException e) {
            LOG.warn("the end of the audit file {} may not be on disk: {}", file, ForeignText.of(e.toString()));
        }
    }
}
