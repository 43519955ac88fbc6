package io.snet4j.provider.store;

import io.snet4j.internal.text.ForeignText;

/**
 * A dataset that lies in its model's folder as a whole.
 *
 * @param turn tells the folder in which it lies; from 1
 * @param fileName a safe one
 * @param size in bytes
 * @param isValid whether the handler found it good
 * @since 0.1.0
 */
public record StoredDataset(long turn, String fileName, long size, boolean isValid) {
    /** The same dataset, found good. */
    public StoredDataset valid() {
        return new StoredDataset(turn, fileName, size, true);
    }

    /** Printable and short, whatever strangers wrote. */
    @Override
    public String toString() {
        return ForeignText.of("StoredDataset[turn=" + turn + ", fileName=" + fileName + ", size=" + size + ", isValid="
                + isValid + "]");
    }
}
