package io.snet4j.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Datasets that services take. */
public final class Zips {
    private static final String ENTRY = "a.png";
    private static final int OVERHEAD = 30 + ENTRY.length() + 46 + ENTRY.length() + 22;

    private Zips() {}

    /** A zip of exactly so many bytes, with one picture of noise. */
    public static Path write(Path file, int bytes) {
        byte[] content = new byte[bytes - OVERHEAD];
        new Random(bytes).nextBytes(content);
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(ENTRY);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(entry);
            zip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (file.toFile().length() != bytes) {
            throw new IllegalStateException(file + " has " + file.toFile().length() + " bytes, not " + bytes);
        }
        return file;
    }
}
