package io.snet4j.internal.dataset;

import io.snet4j.internal.archive.TarHeader;
import java.io.IOException;
import java.util.Optional;

/** What a file is, by its bytes and not by its name. */
record Content(Optional<ArchiveType> type, String text) {
    private static final int PREFIX = 2 * TarHeader.BLOCK;

    /** Formats that are told apart only to be named. */
    private static final String[][] OTHERS = {
        {"377abcaf271c", "7z archive"},
        {"526172211a07", "rar archive"},
        {"425a68", "bzip2 file"},
        {"fd377a585a00", "xz file"},
        {"28b52ffd", "zstd file"},
        {"04224d18", "lz4 file"},
    };

    static Content of(FileWindow file) throws IOException {
        byte[] prefix = new byte[(int) Math.min(PREFIX, file.size())];
        file.at(0, prefix.length).get(prefix);
        // Tar before zip: a tar may hold a zip as it is, whose end record then stands near the end of the tar.
        if (TarHeader.isHeader(prefix) || (prefix.length == PREFIX && TarHeader.isZero(prefix))) {
            return of(ArchiveType.TAR);
        }
        if (startsWith(prefix, "1f8b08")) {
            return of(ArchiveType.TAR_GZ);
        }
        if (startsWith(prefix, "504b0304") || startsWith(prefix, "504b0506") || startsWith(prefix, "504b0708")) {
            return of(ArchiveType.ZIP);
        }
        for (String[] other : OTHERS) {
            if (startsWith(prefix, other[0])) {
                return new Content(Optional.empty(), other[1]);
            }
        }
        // A program or anything else may stand in front of a zip.
        if (file.size() >= ZipDirectory.END_BYTES && endsAsZip(file)) {
            return of(ArchiveType.ZIP);
        }
        return new Content(Optional.empty(), "file of another kind");
    }

    private static Content of(ArchiveType type) {
        return new Content(Optional.of(type), type.text());
    }

    private static boolean endsAsZip(FileWindow file) throws IOException {
        try {
            return ZipDirectory.find(file).isPresent();
        } catch (UnreadableArchiveException e) {
            return false;
        }
    }

    private static boolean startsWith(byte[] bytes, String hex) {
        for (int i = 0; i < hex.length() / 2; i++) {
            if (i >= bytes.length || (bytes[i] & 0xff) != Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16)) {
                return false;
            }
        }
        return true;
    }
}
