package io.snet4j.registry;

import io.snet4j.errors.MetadataException;
import io.snet4j.internal.core.Bounded;
import io.snet4j.internal.text.SizeText;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The archive of a service's API: tar or tar.gz, unpacked in memory. Folders and files of other kinds are passed over,
 * as daemons do.
 */
final class ApiArchive {
    /** Of one file, and of all that there is in an archive: far more than anybody writes by hand. */
    static final int MAX_FILE_BYTES = 4 << 20;

    static final int MAX_BYTES = 16 << 20;

    /** Text shrinks to a tenth, perhaps; an archive's own padding, of which there is little, to a hundredth. */
    static final int MAX_RATIO = 100;

    private static final int RATIO_COUNTS_FROM = 1 << 20;
    private static final String SUFFIX = ".proto";

    private ApiArchive() {}

    /**
     * @param owner whose API it is, for messages
     * @return at least one, in the archive's order
     * @throws MetadataException naming the entry that is wrong
     */
    static List<ProtoFile> read(String owner, byte[] archive) {
        return Bounded.read(
                () -> unpack(owner, archive),
                reason -> new MetadataException("the API archive of " + owner + " cannot be used: " + reason));
    }

    private static List<ProtoFile> unpack(String owner, byte[] archive) {
        List<ProtoFile> files = new ArrayList<>();
        try (InputStream in = open(archive)) {
            TarReader tar = new TarReader(in, MAX_FILE_BYTES, ApiArchive::isProto);
            for (TarReader.Item item = tar.next(); item != null; item = tar.next()) {
                files.add(new ProtoFile(item.path(), text(item)));
            }
            // To the end, so that a truncated or altered one is noticed by its checksum.
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // The JDK has no word for a header of gzip that is cut off.
            String reason = e.getMessage() == null ? "it ends too early" : e.getMessage();
            throw new MetadataException("the API archive of " + owner + " cannot be used: " + reason, e);
        }
        if (files.isEmpty()) {
            throw new MetadataException("the API archive of " + owner + " holds no file *" + SUFFIX);
        }
        return List.copyOf(files);
    }

    /** Not what macOS puts beside each file, under the same name. */
    private static boolean isProto(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        boolean ofMacOs = name.startsWith("._") || path.startsWith("__MACOSX/") || path.contains("/__MACOSX/");
        return name.endsWith(SUFFIX) && !ofMacOs;
    }

    private static String text(TarReader.Item item) throws IOException {
        String text = TarEntry.utf8(item.content(), "the text of \"" + item.path() + "\"");
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static InputStream open(byte[] archive) throws IOException {
        boolean gzip = archive.length > 2 && archive[0] == 0x1f && archive[1] == (byte) 0x8b;
        InputStream bytes = new ByteArrayInputStream(archive);
        return new Limited(gzip ? new GZIPInputStream(bytes) : bytes, archive.length);
    }

    /** Gives up what unpacks to too much. */
    private static final class Limited extends FilterInputStream {
        private final long limit;
        private long count;

        Limited(InputStream in, long packed) {
            super(in);
            this.limit = Math.min(MAX_BYTES, Math.max(RATIO_COUNTS_FROM, MAX_RATIO * packed));
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            count += Math.max(read, 0);
            if (count > limit) {
                throw new IOException("it unpacks to more than " + SizeText.exact(limit));
            }
            return read;
        }
    }
}
