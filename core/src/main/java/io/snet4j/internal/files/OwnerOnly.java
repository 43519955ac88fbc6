package io.snet4j.internal.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Makes files and folders that only their owner may read. Files that are there already keep their permissions. */
public final class OwnerOnly {
    private static final FileAttribute<Set<PosixFilePermission>> READ_AND_WRITE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

    private OwnerOnly() {}

    /** Where the file system knows no such permissions, the folder's rules hold. */
    public static FileChannel open(Path file, OpenOption... options) throws IOException {
        return isPosix(file)
                ? FileChannel.open(file, Set.of(options), READ_AND_WRITE)
                : FileChannel.open(file, options);
    }

    /** Writes all of it; of files that are there already, the options say what becomes. */
    public static void write(Path file, byte[] content, OpenOption... options) throws IOException {
        try (FileChannel out = open(file, options)) {
            write(out, content);
        }
    }

    private static void write(FileChannel out, byte[] content) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
            out.write(rest);
        }
    }

    /**
     * Puts a file in the place of another one: whoever reads sees the old content or the new one, whole.
     *
     * @param fresh beside the file; what a process left there that was killed, or a link that somebody laid, is removed
     * @param durably whether the content is on the disk before it takes the place
     */
    public static void replace(Path file, Path fresh, byte[] content, boolean durably) throws IOException {
        Files.deleteIfExists(fresh);
        try (FileChannel out = open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            write(out, content);
            if (durably) {
                out.force(true);
            }
        }
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * Makes the folders that are missing, for their owner only, and closes the last ones to others if they were open.
     *
     * @param own how many names at the path's end are this library's, and not its user's
     */
    public static void createFolders(Path folder, int own) throws IOException {
        if (!isPosix(folder)) {
            Files.createDirectories(folder);
            return;
        }
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
        }
        Path ours = folder;
        for (int i = 0; i < own && ours != null; i++) {
            // A link is its user's doing, and so is what it leads to.
            if (!Files.isSymbolicLink(ours)
                    && !FOLDER.containsAll(Files.getPosixFilePermissions(ours, LinkOption.NOFOLLOW_LINKS))) {
                Files.setPosixFilePermissions(ours, FOLDER);
            }
            ours = ours.getParent();
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
