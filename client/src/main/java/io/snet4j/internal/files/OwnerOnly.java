package io.snet4j.internal.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Opens files that only their owner may read. Those that are there already keep their permissions. */
public final class OwnerOnly {
    private static final FileAttribute<Set<PosixFilePermission>> READ_AND_WRITE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private OwnerOnly() {}

    /** Where the file system knows no such permissions, the folder's rules hold. */
    public static FileChannel open(Path file, OpenOption... options) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? FileChannel.open(file, Set.of(options), READ_AND_WRITE)
                : FileChannel.open(file, options);
    }
}
