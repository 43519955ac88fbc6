package io.snet4j.benchmark.micro;

import io.snet4j.internal.proto.ServiceProtos;
import io.snet4j.registry.ProtoFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A service's API from text to descriptors. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ProtoBenchmark {
    @SuppressWarnings("NullAway.Init") // set before each trial
    private List<ProtoFile> files;

    @Setup
    public void read() throws IOException {
        try (InputStream in = Objects.requireNonNull(ProtoBenchmark.class.getResourceAsStream("/bench.proto"))) {
            files = List.of(new ProtoFile("bench.proto", new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        }
    }

    @Benchmark
    public ServiceProtos linkProtos() {
        return ServiceProtos.of(files);
    }
}
