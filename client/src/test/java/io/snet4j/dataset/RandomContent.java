package io.snet4j.dataset;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Random;

/** Datasets of bytes that mean nothing. */
final class RandomContent {
    private RandomContent() {}

    /** The same ones for the same number. */
    static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    static DatasetContent content(byte[] bytes) {
        return content("set.zip", bytes);
    }

    static DatasetContent content(String name, byte[] bytes) {
        return new DatasetContent() {
            @Override
            public String fileName() {
                return name;
            }

            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }
}
