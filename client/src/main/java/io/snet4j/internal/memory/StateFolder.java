package io.snet4j.internal.memory;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.snet4j.internal.core.LockRank;
import io.snet4j.internal.core.OrderedLock;
import io.snet4j.internal.files.OwnerOnly;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.internal.text.SizeText;
import io.snet4j.value.Address;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Small JSON files that survive the end of the process at any moment, and that several processes may share: a file is
 * changed under a lock, and replaced as a whole. A damaged one counts as not there. New ones are for their owner only.
 * Thread-safe.
 */
public final class StateFolder {
    private static final Logger LOG = LoggerFactory.getLogger(StateFolder.class);
    /** What is wrong with a file is told without what is in it, such as a token. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    /** A hundred thousand channels, or claims of one. */
    private static final long MAX_FILE_BYTES = 16 << 20;

    /** File locks hold between processes only. */
    private static final Map<Path, OrderedLock> WITHIN_PROCESS = new ConcurrentHashMap<>();

    /** For chain, escrow and payer. */
    private static final int OWN_FOLDERS = 3;

    private final Path path;
    private final int own;

    private StateFolder(Path path, int own) {
        this.path = path;
        this.own = own;
    }

    /** Does no I/O. What is kept is of one payer in one contract; others have folders of their own beside it. */
    public static StateFolder of(Path directory, long chainId, Address escrow, Address payer) {
        return new StateFolder(
                directory
                        .toAbsolutePath()
                        .normalize()
                        .resolve("chain-" + chainId)
                        .resolve("escrow-" + escrow.toString().toLowerCase(Locale.ROOT))
                        .resolve("payer-" + payer.toString().toLowerCase(Locale.ROOT)),
                OWN_FOLDERS);
    }

    /** Does no I/O. What is kept is of all payers that use the directory, on whatever chain. */
    static StateFolder ofAll(Path directory) {
        return new StateFolder(directory.toAbsolutePath().normalize().resolve("all-payers"), 1);
    }

    public Path path() {
        return path;
    }

    /**
     * @return empty if there is none, or it is damaged
     * @throws IOException if there may be one, and it cannot be read
     */
    public Optional<JsonNode> read(Path name) throws IOException {
        Path file = path.resolve(name);
        byte[] content;
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new IOException(
                        file + " is larger than " + SizeText.exact(MAX_FILE_BYTES) + ", so it is none of ours");
            }
            content = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            LOG.debug("no {} yet", file);
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(content);
            if (json.isObject()) {
                return Optional.of(json);
            }
            LOG.warn("{} is damaged and ignored: no JSON object", file);
        } catch (IOException e) {
            LOG.warn("{} is damaged and ignored: {}", file, ForeignText.of(e.toString()));
        }
        return Optional.empty();
    }

    /** @param change from what is there now, by whomever, to what shall be there */
    public void update(Path name, Function<Optional<JsonNode>, JsonNode> change) throws IOException {
        update(name, change, true);
    }

    /** As {@link #update}; other processes see it, and a crash of the machine may lose it. */
    public void updateQuickly(Path name, Function<Optional<JsonNode>, JsonNode> change) throws IOException {
        update(name, change, false);
    }

    private void update(Path name, Function<Optional<JsonNode>, JsonNode> change, boolean durably) throws IOException {
        OwnerOnly.createFolders(path, own);
        OrderedLock within =
                WITHIN_PROCESS.computeIfAbsent(path.toRealPath(), key -> OrderedLock.of(LockRank.STATE_FOLDER));
        within.lock();
        try (FileChannel lockFile = OwnerOnly.open(
                        path.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS);
                FileLock lock = lockFile.lock()) {
            LOG.trace("holding {}", lock);
            replace(path.resolve(name), JSON.writeValueAsBytes(change.apply(read(name))), durably);
        } catch (OverlappingFileLockException e) {
            throw new IOException("another copy of this library in this process holds the lock of " + path, e);
        } finally {
            within.unlock();
        }
    }

    private void replace(Path file, byte[] content, boolean durably) throws IOException {
        OwnerOnly.replace(file, path.resolve(file.getFileName() + ".new"), content, durably);
        if (durably) {
            syncFolder();
        }
    }

    /** Without it a rename may be lost with the power, where folders can be opened at all. */
    private void syncFolder() {
        try (FileChannel folder = FileChannel.open(path, StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException e) {
            LOG.debug("{} cannot be synchronized: {}", path, e.toString());
        }
    }
}
