package io.snet4j.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** By the directory at a zip's end, which is what counts if it and the entries differ. */
final class ZipFormat implements ArchiveFormat {
    private final ZipFile zip;
    private final Enumeration<? extends ZipEntry> entries;

    ZipFormat(Path file) throws IOException {
        zip = new ZipFile(file.toFile());
        entries = zip.entries();
    }

    @Override
    public @Nullable Item next() throws IOException {
        while (entries.hasMoreElements()) {
            ZipEntry entry = entries.nextElement();
            if (!entry.isDirectory()) {
                return new Item(entry.getName().getBytes(UTF_8), zip.getInputStream(entry));
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
