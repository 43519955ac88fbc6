package io.snet4j.internal.dataset;

import io.snet4j.errors.InvalidRequestException;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;

/**
 * The files of a folder that belong into a dataset, sorted by name. Folders themselves are left out, as the official
 * Python client counts them as files. Links are followed as long as they stay in the folder.
 */
final class FolderListing extends SimpleFileVisitor<Path> {
    /** @param name relative, with slashes */
    record Entry(String name, Path path, long bytes) {}

    private final Path folder;
    private final Path realFolder;
    private final List<Entry> entries = new ArrayList<>();

    private FolderListing(Path folder) throws IOException {
        this.folder = folder;
        this.realFolder = folder.toRealPath();
    }

    static List<Entry> of(Path folder) throws IOException {
        var listing = new FolderListing(folder);
        Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, listing);
        listing.entries.sort(Comparator.comparing(Entry::name));
        return listing.entries;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
        Interrupts.check("packing the dataset");
        if (directory.equals(folder)) {
            return FileVisitResult.CONTINUE;
        }
        if (EntryPath.isPlatformFile(name(directory))) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        refuseLinksOut(directory);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Interrupts.check("packing the dataset");
        String name = name(file);
        if (EntryPath.isPlatformFile(name)) {
            return FileVisitResult.CONTINUE;
        }
        refuseLinksOut(file);
        if (!attributes.isRegularFile()) {
            throw new InvalidRequestException("cannot pack " + file + ": it is neither a file nor a folder");
        }
        entries.add(new Entry(name, file, attributes.size()));
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
        if (e instanceof FileSystemLoopException) {
            throw new InvalidRequestException("cannot pack " + file + ": it links to a folder that holds it", e);
        }
        throw e;
    }

    private void refuseLinksOut(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            if (!Files.exists(path)) {
                throw new InvalidRequestException("cannot pack " + path + ": it links to nothing");
            }
            if (!path.toRealPath().startsWith(realFolder)) {
                throw new InvalidRequestException("cannot pack " + path + ": it links to " + path.toRealPath()
                        + ", outside of the folder; copy the file into it");
            }
        }
    }

    private String name(Path path) {
        return folder.relativize(path).toString().replace(File.separatorChar, '/');
    }
}
