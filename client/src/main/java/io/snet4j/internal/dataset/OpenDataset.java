package io.snet4j.internal.dataset;

import io.snet4j.dataset.DatasetProblem;
import io.snet4j.dataset.DatasetProblem.Changed;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.internal.text.SizeText;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dataset opened once, so that what is checked, announced and sent is one file: its name and size are taken here and
 * {@link #channel()} serves the check and the upload. Close it. For one thread at a time.
 */
public final class OpenDataset implements AutoCloseable {
    private final Path path;
    private final @Nullable Path temporary;
    private final String fileName;
    private final FileChannel channel;
    private final BasicFileAttributes opened;

    private OpenDataset(
            Path path, @Nullable Path temporary, String fileName, FileChannel channel, BasicFileAttributes opened) {
        this.path = path;
        this.temporary = temporary;
        this.fileName = fileName;
        this.channel = channel;
        this.opened = opened;
    }

    /** @throws InvalidRequestException naming the path, if it is no file that can be read */
    public static OpenDataset open(Path file) {
        return open(file, null, String.valueOf(file.getFileName()));
    }

    /**
     * As {@link #open}, but a folder is packed first, into a temporary file that {@link #close} deletes, of the type
     * that the rules prefer. Blocks while packing.
     *
     * @throws InvalidRequestException if the folder cannot be packed, or the service takes no type that we can pack
     * @throws io.snet4j.errors.CallCancelledException if interrupted
     */
    public static OpenDataset openOrPack(Path fileOrFolder, DatasetRules rules, PackListener listener) {
        if (!Files.isDirectory(fileOrFolder)) {
            return open(fileOrFolder);
        }
        ArchiveType type = rules.packingType();
        Path temporary = temporaryFile(type);
        try {
            DatasetPacker.pack(fileOrFolder, temporary, type, listener);
            Path name = fileOrFolder.toAbsolutePath().normalize().getFileName();
            return open(temporary, temporary, (name == null ? "dataset" : name) + "." + type.text());
        } catch (RuntimeException | Error e) {
            delete(temporary, e);
            throw e;
        }
    }

    private static OpenDataset open(Path path, @Nullable Path temporary, String fileName) {
        FileChannel channel = null;
        try {
            // Before opening: to open a pipe would block.
            if (!Files.readAttributes(path, BasicFileAttributes.class).isRegularFile()) {
                throw new InvalidRequestException("the dataset " + path + " is not a file");
            }
            channel = FileChannel.open(path, StandardOpenOption.READ);
            var opened = Files.readAttributes(path, BasicFileAttributes.class);
            return new OpenDataset(path, temporary, fileName, channel, opened);
        } catch (IOException e) {
            closeAfter(channel, e);
            throw unreadable(path, e);
        }
    }

    /** For announcing; of a packed folder its name with the archive's extension. */
    public String fileName() {
        return fileName;
    }

    /** What is open: the file given, or the temporary one that a folder was packed into. */
    public Path path() {
        return path;
    }

    /** In bytes, as of opening. */
    public long size() {
        return opened.size();
    }

    /** Whether this was packed from a folder. */
    public boolean isPacked() {
        return temporary != null;
    }

    /** For positioned reads. Closed with this; an interrupt during a read closes it too. */
    public FileChannel channel() {
        return channel;
    }

    /**
     * Reads the whole archive and unpacks it in memory piece by piece. The position of the channel stays.
     *
     * @return all problems in a stable order; empty if the service would take it as far as its metadata tells
     * @throws io.snet4j.errors.CallCancelledException if interrupted
     * @throws InvalidRequestException if the file cannot be read
     */
    public List<DatasetProblem> check(DatasetRules rules, CheckListener listener) {
        return check(rules, new UnpackLimit(size()), listener);
    }

    /** As {@link #check(DatasetRules, CheckListener)}, unwatched. */
    public List<DatasetProblem> check(DatasetRules rules) {
        return check(rules, (bytes, total) -> {});
    }

    List<DatasetProblem> check(DatasetRules rules, UnpackLimit limit, CheckListener listener) {
        Interrupts.check("checking the dataset");
        try {
            var problems = new ArrayList<>(new DatasetCheck(fileName, channel, size(), rules, limit, listener).run());
            changed().ifPresent(change -> problems.add(0, change));
            return List.copyOf(problems);
        } catch (ClosedByInterruptException e) {
            throw Interrupts.cancelled("checking the dataset", e);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /** What happened to the file since it was opened, if anything did. To be asked once more behind the last byte. */
    public Optional<DatasetProblem> changed() {
        try {
            long size = channel.size();
            var now = Files.readAttributes(path, BasicFileAttributes.class);
            if (!Objects.equals(now.fileKey(), opened.fileKey())) {
                return Optional.of(new Changed(path + " was replaced by another file"));
            }
            if (size != opened.size() || now.size() != opened.size()) {
                return Optional.of(
                        new Changed(path + " had " + SizeText.exact(opened.size()) + ", now " + SizeText.exact(size)));
            }
            if (!now.lastModifiedTime().equals(opened.lastModifiedTime())) {
                return Optional.of(new Changed(path + " was written to at " + now.lastModifiedTime()));
            }
            return Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.of(new Changed(path + " was deleted or moved"));
        } catch (IOException e) {
            return Optional.of(new Changed(path + " cannot be read any more: " + e));
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
            if (temporary != null) {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static Path temporaryFile(ArchiveType type) {
        try {
            return Files.createTempFile("snet4j-dataset-", "." + type.text());
        } catch (IOException e) {
            throw new InvalidRequestException("no temporary file to pack the dataset into: " + e, e);
        }
    }

    private static InvalidRequestException unreadable(Path path, IOException e) {
        String reason = e instanceof NoSuchFileException ? "it does not exist" : e.toString();
        return new InvalidRequestException("cannot read the dataset " + path + ": " + reason, e);
    }

    private static void closeAfter(@Nullable FileChannel channel, IOException failure) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
    }

    private static void delete(Path temporary, Throwable failure) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
