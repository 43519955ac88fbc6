package io.snet4j.internal.dataset;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

final class ZipWriter implements ArchiveWriter {
    /** Not the first moment a zip can hold, for which the JDK adds a field that depends on the time zone. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private final ZipOutputStream zip;

    ZipWriter(OutputStream target) {
        zip = new ZipOutputStream(target);
    }

    @Override
    public OutputStream begin(String name, long bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        return zip;
    }

    @Override
    public void end() throws IOException {
        zip.closeEntry();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
