package io.snet4j.benchmark.micro;

import io.snet4j.internal.dataset.DatasetRules;
import io.snet4j.internal.dataset.OpenDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The check before an upload, of a thousand small entries. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DatasetBenchmark {
    private static final int ENTRIES = 1_000;

    @SuppressWarnings("NullAway.Init") // set before each trial
    private Path archive;

    @Setup
    public void write() throws IOException {
        archive = Files.createTempFile("bench-", ".zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (int i = 0; i < ENTRIES; i++) {
                zip.putNextEntry(new ZipEntry("images/" + i + ".png"));
                zip.write(i);
            }
        }
    }

    @TearDown
    public void delete() throws IOException {
        Files.delete(archive);
    }

    @Benchmark
    public int checkDataset() {
        try (OpenDataset dataset = OpenDataset.open(archive)) {
            return dataset.check(DatasetRules.NONE).size();
        }
    }
}
