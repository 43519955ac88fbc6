package io.snet4j.internal.dataset;

import io.snet4j.dataset.DatasetProblem;
import io.snet4j.dataset.DatasetProblem.ArchiveTooLarge;
import io.snet4j.dataset.DatasetProblem.Unreadable;
import io.snet4j.dataset.DatasetProblem.WrongArchiveType;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Holds one open archive against a method's rules. Memory does not grow with the archive, save for hashes of names. */
final class DatasetCheck {
    /** For zip: one entry with name, extra field and comment, 64 KiB each. */
    private static final int DIRECTORY_WINDOW = 256 << 10;

    private static final int DATA_WINDOW = 64 << 10;

    private final String fileName;
    private final FileWindow directory;
    private final FileWindow data;
    private final DatasetRules rules;
    private final UnpackLimit limit;
    private final Findings findings;

    DatasetCheck(
            String fileName,
            FileChannel channel,
            long size,
            DatasetRules rules,
            UnpackLimit limit,
            CheckListener listener) {
        this.fileName = fileName;
        this.rules = rules;
        this.limit = limit;
        directory = new FileWindow(channel, size, DIRECTORY_WINDOW, (bytes, total) -> {});
        data = new FileWindow(channel, size, DATA_WINDOW, listener);
        findings = new Findings(rules);
    }

    /** @throws IOException if the file cannot be read; whatever is wrong with what it holds is a problem instead */
    List<DatasetProblem> run() throws IOException {
        long size = data.size();
        if (size > rules.maxArchiveBytes()) {
            findings.archive(new ArchiveTooLarge(size, rules.maxArchiveBytes()));
        }
        try {
            if (size == 0) {
                throw new UnreadableArchiveException("the file is empty");
            }
            Content content = Content.of(directory);
            boolean opaque = rules.foreignTypeOf(fileName).isPresent()
                    && content.type().map(type -> type == ArchiveType.TAR_GZ).orElse(true);
            if (!opaque) {
                checkType(content);
            }
        } catch (UnreadableArchiveException e) {
            findings.archive(new Unreadable(String.valueOf(e.getMessage())));
        }
        return findings.problems();
    }

    private void checkType(Content content) throws IOException {
        boolean allowed =
                content.type().map(rules::allows).orElse(rules.archiveTypes().isEmpty());
        if (!allowed) {
            findings.archive(new WrongArchiveType(content.text(), rules.archiveTypes()));
        } else if (content.type().isEmpty()) {
            throw new UnreadableArchiveException("it is a " + content.text() + ", neither zip nor tar nor tar.gz");
        }
        if (content.type().isPresent()) {
            checkEntries(content.type().get());
        }
    }

    private void checkEntries(ArchiveType type) throws IOException {
        switch (type) {
            case ZIP -> new ZipCheck(directory, data, limit, findings).run();
            case TAR -> new TarCheck(new WindowStream(data), limit, findings).run();
            case TAR_GZ -> {
                try (var unpacked = new GZIPInputStream(new WindowStream(data), DATA_WINDOW / 2)) {
                    new TarCheck(new LimitedStream(unpacked, limit), limit, findings).run();
                } catch (EOFException e) {
                    // In the header of the packed file; its data is read inside.
                    throw new UnreadableArchiveException("truncated: its header ends too early");
                } catch (ZipException e) {
                    throw new UnreadableArchiveException("corrupt: " + e.getMessage());
                }
            }
        }
    }
}
