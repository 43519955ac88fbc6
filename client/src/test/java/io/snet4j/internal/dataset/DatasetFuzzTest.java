package io.snet4j.internal.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.dataset.DatasetProblem;
import io.snet4j.dataset.DatasetProblem.ArchiveTooLarge;
import io.snet4j.dataset.DatasetProblem.MoreProblems;
import io.snet4j.explore.RandomTest;
import io.snet4j.testing.TarMaker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Broken archives give problems or nothing, never an exception. */
@Tag("explore")
class DatasetFuzzTest {
    private static final int VARIANTS = 10;

    /** What a field of a header may become that arithmetic goes wrong with. */
    private static final byte[][] EDGES = {
        {-1, -1}, {-1, -1, -1, -1}, {-1, -1, -1, -1, -1, -1, -1, 127}, {0, 0, 0, 0}, {0, 0, 0, -128}, {'P', 'K', 5, 6}
    };

    private final Path file;

    DatasetFuzzTest(@TempDir Path folder) {
        file = folder.resolve("fuzzed.csv");
    }

    @Test
    void noArchiveHoweverBrokenMakesTheCheckThrow() {
        RandomTest.DATASETS.run((seed, random) -> {
            int broken = 0;
            for (byte[] archive : archives(random)) {
                for (int i = 0; i < VARIANTS; i++) {
                    if (!check(mutate(archive, random)).isEmpty()) {
                        broken++;
                    }
                }
            }
            assertThat(broken).as("else nothing was tried").isPositive();
        });
    }

    private List<DatasetProblem> check(byte[] archive) throws IOException {
        Files.write(file, archive);
        var rules = DatasetRules.of(200, 20, 3, List.of("png"), List.of("zip, tar, tar.gz"));
        List<DatasetProblem> problems;
        try (var dataset = OpenDataset.open(file)) {
            problems = dataset.check(rules, new UnpackLimit(archive.length, 1 << 20), (bytes, total) -> {});
        } catch (RuntimeException | Error e) {
            throw new AssertionError(e + " for " + Arrays.toString(archive), e);
        }
        assertThat(problems).hasSizeLessThan(200);
        assertThat(DatasetProblem.describeAll(problems)).doesNotContain("null");
        assertThat(problems.stream().skip(1)).noneMatch(problem -> problem instanceof ArchiveTooLarge);
        assertThat(problems.stream().limit(Math.max(0, problems.size() - 1)))
                .noneMatch(problem -> problem instanceof MoreProblems);
        return problems;
    }

    private static byte[] mutate(byte[] archive, Random random) {
        byte[] mutated = archive.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(mutated.length);
            switch (random.nextInt(6)) {
                case 0 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> mutated[at] = (byte) random.nextInt();
                case 2 -> mutated = Arrays.copyOf(mutated, Math.max(1, at));
                case 3 -> {
                    byte[] edge = EDGES[random.nextInt(EDGES.length)];
                    System.arraycopy(edge, 0, mutated, at, Math.min(edge.length, mutated.length - at));
                }
                case 4 -> {
                    int from = random.nextInt(mutated.length);
                    int count = Math.min(random.nextInt(64), mutated.length - Math.max(at, from));
                    System.arraycopy(mutated, from, mutated, at, count);
                }
                default ->
                    mutated = Arrays.copyOfRange(mutated, random.nextInt(Math.min(40, mutated.length)), mutated.length);
            }
        }
        return mutated;
    }

    private static List<byte[]> archives(Random random) {
        byte[] noise = new byte[300];
        random.nextBytes(noise);
        List<byte[]> archives = new ArrayList<>();
        archives.add(new ZipMaker()
                .add("d/", "")
                .add("d/a.png", noise)
                .stored("b.png", noise)
                .symbolicLink("l", "d/a.png")
                .build());
        archives.add(new ZipMaker()
                .add("a.png", new byte[3000])
                .add("b.png", "x")
                .zip64()
                .prefix(new byte[99])
                .build());
        byte[] tar = new TarMaker()
                .directory("d/")
                .file("d/a.png", noise)
                .gnuLong('L', "x/".repeat(80))
                .file("b.png", "y")
                .pax("23 GNU.sparse.size=900\n14 path=c.png\n")
                .file("c", "x")
                .link("l", '2', "d/a.png")
                .entry("s", 'S', "", new byte[5], block -> TarMaker.put(block, 483, "00000000777"))
                .build();
        archives.add(tar);
        archives.add(withRightChecksums(tar, random));
        archives.add(TarMaker.gzip(tar));
        return archives;
    }

    /** Headers whose fields are noise but whose checksum is right, which a flipped bit never gives. */
    private static byte[] withRightChecksums(byte[] tar, Random random) {
        TarMaker maker = new TarMaker().file("a.png", "x");
        for (int i = 0; i < 20; i++) {
            maker.entry(
                    "n" + i,
                    "0125SxLKgVMND3467".charAt(random.nextInt(17)),
                    "t",
                    new byte[random.nextInt(40)],
                    block -> {
                        for (int change = random.nextInt(3); change > 0; change--) {
                            block[random.nextInt(block.length)] =
                                    (byte) (random.nextBoolean() ? random.nextInt() : '0' + random.nextInt(8));
                        }
                    });
        }
        return maker.raw(tar).build();
    }
}
