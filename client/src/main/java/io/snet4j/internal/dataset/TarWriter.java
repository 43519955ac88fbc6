package io.snet4j.internal.dataset;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** POSIX ustar; names and sizes that do not fit go into pax attributes in front. */
final class TarWriter implements ArchiveWriter {
    private static final int NAME_BYTES = 100;
    private static final long MAX_OCTAL = 077777777777L;

    private final OutputStream target;
    private int padding;

    TarWriter(OutputStream target) {
        this.target = target;
    }

    @Override
    public OutputStream begin(String name, long bytes) throws IOException {
        byte[] rawName = name.getBytes(StandardCharsets.UTF_8);
        StringBuilder attributes = new StringBuilder();
        if (rawName.length > NAME_BYTES || rawName.length != name.length()) {
            attributes.append(attribute("path", name));
        }
        if (bytes > MAX_OCTAL) {
            attributes.append(attribute("size", Long.toString(bytes)));
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

    /** Its length counts the digits of the length as well. */
    private static String attribute(String key, String value) {
        int rest = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8).length;
        int length = rest + Integer.toString(rest).length();
        length = rest + Integer.toString(length).length();
        return length + " " + key + "=" + value + "\n";
    }

    private void writeHeader(byte[] name, char type, long bytes) throws IOException {
        byte[] block = new byte[TarHeader.BLOCK];
        System.arraycopy(name, 0, block, 0, Math.min(name.length, NAME_BYTES));
        put(block, 100, "0000644\0");
        put(block, 108, "0000000\0");
        put(block, 116, "0000000\0");
        put(block, 124, String.format("%011o\0", Math.min(bytes, MAX_OCTAL)));
        put(block, 136, "00000000000\0");
        put(block, 148, "        ");
        block[156] = (byte) type;
        put(block, 257, "ustar\0" + "00");
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        put(block, 148, String.format("%06o\0 ", sum));
        target.write(block);
        padding = (int) (-bytes & (TarHeader.BLOCK - 1));
    }

    private static void put(byte[] block, int start, String text) {
        System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, block, start, text.length());
    }
}
