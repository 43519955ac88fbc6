package io.snet4j.examples.digits;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Reads a zip of PNG images in one folder per label, and trusts nothing in it. */
final class ImageArchive {
    private static final int MAX_IMAGES = 20_000;
    private static final int MAX_IMAGE_BYTES = 1 << 20;
    private static final int MIN_LABELS = 2;
    private static final int MIN_IMAGES_PER_LABEL = 10;
    private static final Pattern IMAGE = Pattern.compile("([\\p{L}\\p{N}_-]{1,32})/[^/]+\\.png");

    private ImageArchive() {}

    /**
     * @return in the archive's order
     * @throws ZipException saying what is wrong, if the archive is unfit
     * @throws IOException if the file cannot be read
     */
    static List<Classifier.Sample> read(Path zip) throws IOException, InterruptedException {
        List<Classifier.Sample> samples = new ArrayList<>();
        try (ZipFile archive = new ZipFile(zip.toFile())) {
            Enumeration<? extends ZipEntry> entries = archive.entries();
            while (entries.hasMoreElements()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                ZipEntry entry = entries.nextElement();
                if (entry.isDirectory()) {
                    continue;
                }
                if (samples.size() == MAX_IMAGES) {
                    throw new ZipException("there are more than " + MAX_IMAGES + " images");
                }
                samples.add(sample(archive, entry));
            }
        }
        check(samples);
        return samples;
    }

    private static Classifier.Sample sample(ZipFile archive, ZipEntry entry) throws IOException {
        Matcher name = IMAGE.matcher(entry.getName());
        if (!name.matches()) {
            throw new ZipException(
                    "the entry \"" + entry.getName() + "\" is no PNG in a folder named by its label, like 3/0001.png");
        }
        try (InputStream content = archive.getInputStream(entry)) {
            // The size that the archive states may be a lie.
            byte[] png = content.readNBytes(MAX_IMAGE_BYTES + 1);
            if (png.length > MAX_IMAGE_BYTES) {
                throw new ZipException(
                        "the entry " + entry.getName() + " unpacks to more than " + (MAX_IMAGE_BYTES >> 20) + " MiB");
            }
            return new Classifier.Sample(name.group(1), image(entry, png));
        }
    }

    private static GrayImage image(ZipEntry entry, byte[] png) throws ZipException {
        try {
            return GrayImage.ofPng(png);
        } catch (IOException e) {
            ZipException wrong = new ZipException("the entry " + entry.getName() + ": " + e.getMessage());
            wrong.initCause(e);
            throw wrong;
        }
    }

    private static void check(List<Classifier.Sample> samples) throws ZipException {
        Map<String, Integer> counts = new TreeMap<>();
        samples.forEach(sample -> counts.merge(sample.label(), 1, Integer::sum));
        if (counts.size() < MIN_LABELS) {
            throw new ZipException("there are images of " + counts.size() + " labels; at least " + MIN_LABELS
                    + " are needed to tell them apart");
        }
        for (Map.Entry<String, Integer> count : counts.entrySet()) {
            if (count.getValue() < MIN_IMAGES_PER_LABEL) {
                throw new ZipException("label " + count.getKey() + " has " + count.getValue() + " images; at least "
                        + MIN_IMAGES_PER_LABEL + " are needed");
            }
        }
    }
}
