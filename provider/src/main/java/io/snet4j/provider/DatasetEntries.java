package io.snet4j.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.snet4j.internal.archive.EntryName;
import io.snet4j.internal.archive.TarHeader;
import io.snet4j.internal.text.ForeignText;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The files in an archive, one after the other, in its order; folders are passed over. Of an archive that is not what
 * it should be (damaged, with links or devices, names that lead elsewhere or are there twice, beyond the limits),
 * {@code next} and {@code hasNext} throw {@link UnfitDatasetException}. Can be gone through once. Not thread-safe;
 * honours no interrupt.
 *
 * @since 0.1.0
 */
public final class DatasetEntries implements Iterable<DatasetEntry>, AutoCloseable {
    private final ArchiveFormat archive;
    private final DatasetLimits limits;
    private final long most;
    private final Set<String> seen = new HashSet<>();
    private long total;
    private boolean begun;

    private DatasetEntries(ArchiveFormat archive, DatasetLimits limits, long packed) {
        this.archive = archive;
        this.limits = limits;
        long byRatio = packed > Long.MAX_VALUE / limits.ratio() ? Long.MAX_VALUE : packed * limits.ratio();
        most = Math.min(limits.totalBytes(), byRatio);
    }

    static DatasetEntries open(Path file, DatasetLimits limits) {
        try {
            return new DatasetEntries(format(file), limits, Files.size(file));
        } catch (ZipException e) {
            throw new UnfitDatasetException("the zip is damaged: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the dataset", e);
        }
    }

    private static ArchiveFormat format(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(TarHeader.BLOCK);
        }
        if (head.length > 3 && head[0] == 'P' && head[1] == 'K') {
            return new ZipFormat(file);
        }
        if (head.length > 1 && head[0] == (byte) 0x1f && head[1] == (byte) 0x8b) {
            InputStream in = Files.newInputStream(file);
            try {
                return new TarFormat(new BufferedInputStream(new GZIPInputStream(in, 1 << 16)));
            } catch (IOException e) {
                in.close();
                throw new UnfitDatasetException("the gzip is damaged: " + e.getMessage(), e);
            }
        }
        if (TarHeader.isHeader(head)) {
            return new TarFormat(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
        }
        throw new UnfitDatasetException("the dataset is neither a zip nor a tar nor a tar.gz");
    }

    /** @throws IllegalStateException for the second time */
    @Override
    public Iterator<DatasetEntry> iterator() {
        if (begun) {
            throw new IllegalStateException("entries can be gone through once; open the dataset again");
        }
        begun = true;
        return new Iterator<>() {
            private @Nullable DatasetEntry next = advance();

            @Override
            public boolean hasNext() {
                if (next == null) {
                    next = advance();
                }
                return next != null;
            }

            @Override
            public DatasetEntry next() {
                if (!hasNext() || next == null) {
                    throw new NoSuchElementException();
                }
                DatasetEntry given = next;
                next = null;
                return given;
            }
        };
    }

    private @Nullable DatasetEntry advance() {
        try {
            ArchiveFormat.Item item = archive.next();
            if (item == null) {
                return null;
            }
            String name = name(item.name());
            if (seen.size() > limits.entries()) {
                throw new UnfitDatasetException("there are more than " + limits.entries() + " files");
            }
            return new DatasetEntry(name, new LimitedContent(name, item.content()));
        } catch (ZipException e) {
            throw new UnfitDatasetException("the archive is damaged: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UnfitDatasetException("the archive cannot be read: " + e.getMessage(), e);
        }
    }

    private String name(byte[] bytes) {
        String name = EntryName.trimmed(new String(bytes, UTF_8));
        String problem = EntryName.problem(name);
        if (problem != null) {
            throw new UnfitDatasetException("the entry " + shown(name) + " is refused: its path " + problem);
        }
        if (!seen.add(name)) {
            throw new UnfitDatasetException("the entry " + shown(name) + " is there twice");
        }
        return name;
    }

    private static String shown(String name) {
        return "\"" + ForeignText.of(name, EntryName.MAX) + "\"";
    }

    /** @throws UncheckedIOException if the file cannot be closed */
    @Override
    public void close() {
        try {
            archive.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts what comes, because sizes that archives state may be lies. */
    private final class LimitedContent extends InputStream {
        private final String name;
        private final InputStream in;
        private long bytes;

        LimitedContent(String name, InputStream in) {
            this.name = name;
            this.in = in;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            try {
                int count = in.read(buffer, offset, length);
                if (count > 0) {
                    bytes += count;
                    total += count;
                }
                if (bytes > limits.entryBytes()) {
                    throw new UnfitDatasetException(
                            "the entry " + shown(name) + " unpacks to more than " + limits.entryBytes() + " bytes");
                }
                if (total > most) {
                    throw new UnfitDatasetException("the archive unpacks to more than " + most + " bytes");
                }
                return count;
            } catch (IOException e) {
                throw new UnfitDatasetException("the entry " + shown(name) + " is damaged: " + e.getMessage(), e);
            }
        }
    }
}
