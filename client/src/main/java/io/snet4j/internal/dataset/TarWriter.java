package io.snet4j.internal.dataset;

import io.snet4j.internal.archive.PaxRecords;
import io.snet4j.internal.archive.TarHeader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** POSIX ustar; names and sizes that do not fit go into pax attributes in front. */
final class TarWriter implements ArchiveWriter {
    private final OutputStream target;
    private int padding;

    TarWriter(OutputStream target) {
        this.target = target;
    }

    @Override
    public OutputStream begin(String name, long bytes) throws IOException {
        byte[] rawName = name.getBytes(StandardCharsets.UTF_8);
        StringBuilder attributes = new StringBuilder();
        if (rawName.length > TarHeader.NAME_BYTES || rawName.length != name.length()) {
            attributes.append(PaxRecords.write("path", name));
        }
        if (bytes > TarHeader.MAX_OCTAL) {
            attributes.append(PaxRecords.write("size", Long.toString(bytes)));
        }
        if (attributes.length() > 0) {
            byte[] records = attributes.toString().getBytes(StandardCharsets.UTF_8);
            writeHeader("PaxHeader".getBytes(StandardCharsets.UTF_8), 'x', records.length);
            target.write(records);
            end();
        }
        writeHeader(rawName, '0', bytes);
        return target;
    }

    @Override
    public void end() throws IOException {
        target.write(new byte[padding]);
        padding = 0;
    }

    @Override
    public void close() throws IOException {
        try (target) {
            target.write(new byte[2 * TarHeader.BLOCK]);
        }
    }

    private void writeHeader(byte[] name, char type, long bytes) throws IOException {
        target.write(TarHeader.write(name, type, bytes));
        padding = TarHeader.padding(bytes);
    }
}
