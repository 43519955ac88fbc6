package io.snet4j.benchmark;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Datasets, made once each. */
public final class Archives {
    private static final int BUFFER = 1 << 16;

    private final Path folder;

    /** @param folder where they are written */
    public Archives(Path folder) {
        this.folder = folder;
    }

    /** Many small entries. */
    public Path zipOf(int entries) {
        return made("entries-" + entries + ".zip", zip -> {
            byte[] content = "what is learnt".getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < entries; i++) {
                zip.putNextEntry(new ZipEntry("images/picture-" + i + ".png"));
                zip.write(content);
            }
        });
    }

    /** One entry that does not shrink, stored as it is. */
    Path zipOfMib(int mebibytes) {
        return made("size-" + mebibytes + ".zip", zip -> {
            byte[] block = new byte[1 << 20];
            new Random(mebibytes).nextBytes(block);
            CRC32 sum = new CRC32();
            for (int i = 0; i < mebibytes; i++) {
                sum.update(block);
            }
            ZipEntry entry = new ZipEntry("data.bin");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize((long) mebibytes << 20);
            entry.setCompressedSize((long) mebibytes << 20);
            entry.setCrc(sum.getValue());
            zip.putNextEntry(entry);
            for (int i = 0; i < mebibytes; i++) {
                zip.write(block);
            }
        });
    }

    @FunctionalInterface
    private interface Content {
        void write(ZipOutputStream zip) throws IOException;
    }

    private Path made(String name, Content content) {
        Path file = folder.resolve(name);
        if (Files.exists(file)) {
            return file;
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            content.write(zip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }
}
