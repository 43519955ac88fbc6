package io.snet4j.internal.dataset;

import io.snet4j.errors.InvalidRequestException;
import io.snet4j.internal.text.SizeText;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Packs a folder into an archive that {@link OpenDataset#check} has nothing to say against but the service's limits.
 * The same files give the same bytes on one JDK: sorted, with one fixed time, without owners.
 */
public final class DatasetPacker {
    private final byte[] piece = new byte[64 << 10];
    private final List<FolderListing.Entry> entries;
    private final PackListener listener;
    private final long totalBytes;
    private long files;
    private long bytes;

    private DatasetPacker(List<FolderListing.Entry> entries, PackListener listener) {
        this.entries = entries;
        this.listener = listener;
        totalBytes = entries.stream().mapToLong(FolderListing.Entry::bytes).sum();
    }

    /**
     * Blocks until done. Files that the platform left in the folder, and empty folders, are not packed.
     *
     * @param target written over if it exists; deleted if packing fails. Must not be in the folder
     * @return what was packed
     * @throws InvalidRequestException naming the file that is in the way: a link out of the folder, a pipe, no rights
     * @throws io.snet4j.errors.CallCancelledException if interrupted
     */
    public static PackProgress pack(Path folder, Path target, ArchiveType type, PackListener listener) {
        if (!Files.isDirectory(folder)) {
            throw new InvalidRequestException("cannot pack " + folder + ": it is not a folder");
        }
        try {
            if (isWithin(folder, target)) {
                throw new InvalidRequestException(
                        "cannot pack " + folder + " into " + target + ", a file in the same folder");
            }
            var packer = new DatasetPacker(FolderListing.of(folder), listener);
            boolean done = false;
            try (var out = Files.newOutputStream(
                    target,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS)) {
                packer.write(out, type);
                done = true;
            } finally {
                if (!done) {
                    Files.deleteIfExists(target);
                }
            }
            return packer.progress();
        } catch (IOException e) {
            throw new InvalidRequestException("cannot pack " + folder + ": " + e, e);
        }
    }

    private static boolean isWithin(Path folder, Path target) throws IOException {
        Path parent = target.toAbsolutePath().getParent();
        return parent != null && Files.exists(parent) && parent.toRealPath().startsWith(folder.toRealPath());
    }

    private void write(OutputStream file, ArchiveType type) throws IOException {
        OutputStream buffered = new BufferedOutputStream(file, piece.length);
        try (ArchiveWriter archive =
                switch (type) {
                    case ZIP -> new ZipWriter(buffered);
                    case TAR -> new TarWriter(buffered);
                    case TAR_GZ -> new TarWriter(new GZIPOutputStream(buffered, piece.length));
                }) {
            for (FolderListing.Entry entry : entries) {
                OutputStream content = archive.begin(entry.name(), entry.bytes());
                copy(entry, content);
                archive.end();
                files++;
                listener.onPacked(progress());
            }
        }
    }

    private void copy(FolderListing.Entry entry, OutputStream content) throws IOException {
        long copied = 0;
        try (InputStream in = Files.newInputStream(entry.path())) {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                Interrupts.check("packing the dataset");
                copied += count;
                if (copied > entry.bytes()) {
                    break;
                }
                content.write(piece, 0, count);
                bytes += count;
                if (count == piece.length) {
                    listener.onPacked(progress());
                }
            }
        }
        if (copied != entry.bytes()) {
            throw new InvalidRequestException("cannot pack " + entry.path() + ": it changed from "
                    + SizeText.exact(entry.bytes()) + " meanwhile");
        }
    }

    private PackProgress progress() {
        return new PackProgress(files, entries.size(), bytes, totalBytes);
    }
}
