package io.snet4j.internal.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
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
