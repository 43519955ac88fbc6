package io.snet4j.registry;

import io.snet4j.internal.text.ForeignText;
import java.util.List;

/**
 * A file of a service's API as its archive holds it. The archive may name files that are not needed, and imports that
 * it does not hold: the well-known ones of Google, and {@code training.proto}, of which daemons use their own copy.
 *
 * @param path with slashes between folders, relative, and with nothing in it that leads out of a folder: imports name
 *     it so. Almost always a plain file name, because daemons know no folders
 * @since 0.1.0
 */
public record ProtoFile(String path, String text) {
    /**
     * Unpacks an API's archive, in memory.
     *
     * @param owner whose API it is, for messages
     * @param archive tar or tar.gz
     * @return at least one, in the archive's order
     * @throws io.snet4j.errors.MetadataException naming the entry that is wrong, if the archive cannot be used
     */
    public static List<ProtoFile> unpack(String owner, byte[] archive) {
        return ApiArchive.read(owner, archive);
    }

    /** Printable and short, whatever strangers wrote. */
    @Override
    public String toString() {
        return ForeignText.of("ProtoFile[path=" + path + ", text=" + text.length() + " characters" + "]");
    }
}
