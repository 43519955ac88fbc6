package io.snet4j.internal.dataset;

/**
 * Which names were seen, in 16 MiB at most: hashes of 64 bits instead of texts, as an archive may have millions. Two of
 * a million names collide with a probability of 3 in 10<sup>8</sup>. Beyond the capacity new names are not remembered.
 */
final class NameSet {
    static final int CAPACITY = 1_500_000;

    private long[] slots = new long[1024];
    private int size;

    /** False if the name was there before. */
    boolean add(String name) {
        long hash = hash(name);
        int slot = slotOf(slots, hash);
        if (slots[slot] == hash) {
            return false;
        }
        if (size < CAPACITY) {
            slots[slot] = hash;
            size++;
            if (size > slots.length / 4 * 3) {
                grow();
            }
        }
        return true;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (long hash : slots) {
            if (hash != 0) {
                larger[slotOf(larger, hash)] = hash;
            }
        }
        slots = larger;
    }

    private static int slotOf(long[] slots, long hash) {
        int mask = slots.length - 1;
        int slot = (int) hash & mask;
        while (slots[slot] != 0 && slots[slot] != hash) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** FNV-1a with a final mix, so that the low bits depend on all of the name; never 0, which marks a free slot. */
    private static long hash(String name) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash ^= hash >>> 33;
        return hash == 0 ? 1 : hash;
    }
}
