package io.snet4j.internal.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files that hold keys, passwords and the like. */
public final class KeyFiles {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFiles.class);
    private static final Set<PosixFilePermission> READ_BY_OTHERS =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    /** Nobody has more of them; a program that makes some for itself shall not fill the memory. */
    private static final int MAX_WARNED = 1000;

    private static final Set<Path> WARNED = ConcurrentHashMap.newKeySet();

    private KeyFiles() {}

    /**
     * Logs a warning, once for each file, if others than its owner may read it. It is no failure: containers get their
     * secrets so.
     *
     * @param what the file is, for the log
     */
    public static void warnIfOpen(Path file, String what) {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        try {
            Path real = file.toRealPath();
            Set<PosixFilePermission> open = EnumSet.copyOf(READ_BY_OTHERS);
            open.retainAll(Files.getPosixFilePermissions(real));
            if (!open.isEmpty() && WARNED.size() < MAX_WARNED && WARNED.add(real)) {
                LOG.warn("{} {} can be read by others than its owner; run chmod 600 on it", what, real);
            }
        } catch (IOException e) {
            LOG.debug(
                    "the permissions of {} cannot be read: {}",
                    what,
                    e.getClass().getSimpleName());
        }
    }
}
