package io.snet4j.testing;

import io.snet4j.errors.MetadataException;
import io.snet4j.errors.StorageException;
import io.snet4j.explore.RandomTest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;

/** Feeds damaged inputs to a reader, each made of its round's seed alone. */
public final class Fuzzer {
    private Fuzzer() {}

    /** What makes an input. */
    public interface Inputs {
        byte[] make(Random random);
    }

    /** What reads it; throws {@link AssertionError} if what it read must not be. */
    public interface Reader {
        void read(byte[] input);
    }

    /** @throws AssertionError with the input, at the first exception that is not of the expected types */
    public static void run(RandomTest test, Inputs inputs, Reader reader) {
        long[] counts = new long[2];
        test.run((seed, random) -> {
            byte[] input = inputs.make(random);
            counts[0]++;
            try {
                reader.read(input);
            } catch (MetadataException | StorageException e) {
                counts[1]++;
            } catch (Throwable e) {
                throw new AssertionError(e + " for " + Base64.getEncoder().encodeToString(input), e);
            }
        });
        System.out.printf("%s: %d of %d inputs refused%n", test, counts[1], counts[0]);
        if (counts[0] > 1000 && (counts[1] == 0 || counts[1] == counts[0])) {
            throw new AssertionError("inputs that are all refused, or none, test nothing");
        }
    }

    /** Flips, drops, doubles, moves and inserts some bytes. */
    public static byte[] damage(Random random, byte[] input) {
        byte[] bytes = input;
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes = damageOnce(random, bytes);
        }
        return bytes;
    }

    private static byte[] damageOnce(Random random, byte[] bytes) {
        if (bytes.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        int at = random.nextInt(bytes.length);
        int length = Math.min(bytes.length - at, 1 + random.nextInt(random.nextInt(8) == 0 ? 1024 : 8));
        byte[] slice = Arrays.copyOfRange(bytes, at, at + length);
        byte[] copy = bytes.clone();
        switch (random.nextInt(7)) {
            case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> copy[at] = (byte) random.nextInt();
            case 2 -> Arrays.fill(copy, at, at + length, (byte) (random.nextBoolean() ? 0 : '7'));
            case 3 -> copy = splice(bytes, at, at + length, new byte[0]);
            case 4 -> copy = splice(bytes, random.nextInt(bytes.length), -1, slice);
            case 5 -> {
                random.nextBytes(slice);
                copy = splice(bytes, at, -1, slice);
            }
            default -> copy = Arrays.copyOf(bytes, at);
        }
        return copy;
    }

    /** @param end of what is replaced; less than {@code begin} if nothing is */
    private static byte[] splice(byte[] bytes, int begin, int end, byte[] middle) {
        int rest = Math.max(begin, end);
        byte[] spliced = new byte[begin + middle.length + bytes.length - rest];
        System.arraycopy(bytes, 0, spliced, 0, begin);
        System.arraycopy(middle, 0, spliced, begin, middle.length);
        System.arraycopy(bytes, rest, spliced, begin + middle.length, bytes.length - rest);
        return spliced;
    }
}
