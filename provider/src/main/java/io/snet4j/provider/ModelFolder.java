package io.snet4j.provider;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.snet4j.internal.text.ForeignFailure;
import io.snet4j.internal.text.SizeText;
import io.snet4j.provider.store.StoredDataset;
import io.snet4j.provider.store.StoredModel;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the files of one model lie. What is still being written has a name of its own, and gets its last one when it is
 * on the disk: a store may say then that it exists.
 *
 * @param path does not exist before there is a file
 */
record ModelFolder(Path path) {
    private static final Logger LOG = LoggerFactory.getLogger(ModelFolder.class);
    private static final String UNFINISHED = ".part";

    /**
     * A disk that fills up would break off everybody's uploads.
     *
     * @param bytes of the dataset that is announced
     * @throws StatusRuntimeException RESOURCE_EXHAUSTED if there is no room for it
     */
    void requireRoomFor(long bytes) throws IOException {
        Path root = path.toAbsolutePath().getParent();
        if (root != null && Files.getFileStore(root).getUsableSpace() < bytes) {
            throw Status.RESOURCE_EXHAUSTED
                    .withDescription("this provider has no room for " + SizeText.exact(bytes) + " now; try again later")
                    .asRuntimeException();
        }
    }

    /** Where the dataset of a turn is written to. */
    Path arriving(long turn) {
        return path.resolve("dataset-" + turn + UNFINISHED);
    }

    /** Where the dataset of a turn lies. */
    Path dataset(long turn) {
        return path.resolve("dataset-" + turn);
    }

    Dataset dataset(StoredDataset dataset) {
        return new Dataset(dataset(dataset.turn()).resolve(dataset.fileName()), dataset.fileName(), dataset.size());
    }

    /** Where a handler writes in a turn. */
    Path making(long turn) {
        return path.resolve("artifacts-" + turn + UNFINISHED);
    }

    /** Where the artifacts of a turn lie. */
    Path artifacts(long turn) {
        return path.resolve("artifacts-" + turn);
    }

    /** Makes a folder empty. */
    static Path fresh(Path folder) throws IOException {
        FileTree.delete(folder);
        return Files.createDirectories(folder);
    }

    /** Brings a folder's files to the disk and gives it its last name, durably. */
    static void publish(Path written, Path name) throws IOException {
        try (Stream<Path> files = Files.walk(written)) {
            for (Path file : files.toList()) {
                force(file);
            }
        }
        Files.move(written, name, StandardCopyOption.ATOMIC_MOVE);
        // The model's folder may be new, too.
        Path own = name.toAbsolutePath().getParent();
        Path root = own == null ? null : own.getParent();
        if (own != null && root != null) {
            force(own);
            force(root);
        }
    }

    private static void force(Path path) throws IOException {
        boolean isFolder = Files.isDirectory(path);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Some systems open no folders; there, a move is as durable as it gets.
            if (!isFolder) {
                throw e;
            }
        }
    }

    /** Removes what earlier processes left unfinished or replaced. */
    void clean(StoredModel model) {
        Set<String> known = new HashSet<>();
        model.dataset().ifPresent(dataset -> known.add("dataset-" + dataset.turn()));
        model.artifacts().ifPresent(turn -> known.add("artifacts-" + turn));
        contents(path).stream()
                .filter(found -> !known.contains(String.valueOf(found.getFileName())))
                .forEach(FileTree::delete);
        if (known.isEmpty()) {
            FileTree.delete(path);
        }
    }

    /** Empty if there is no such folder. */
    static List<Path> contents(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.toList();
        } catch (IOException e) {
            LOG.warn("cannot look into {}", folder, ForeignFailure.printable(e));
            return List.of();
        }
    }
}
