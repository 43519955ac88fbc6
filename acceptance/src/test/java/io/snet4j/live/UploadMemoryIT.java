package io.snet4j.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.junit.TestSession;
import io.snet4j.testing.OtherJvm;
import io.snet4j.testing.TarMaker;
import io.snet4j.toy.ToyService;
import io.snet4j.toy.Toys;
import io.snet4j.training.DatasetUpload;
import io.snet4j.training.ModelId;
import io.snet4j.training.NewModel;
import io.snet4j.training.Training;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A dataset of 2 GiB is checked and sent by a JVM with a heap of 64 MiB, to a daemon and a provider in another. */
class UploadMemoryIT {
    private static final long CONTENT = 2L << 30;
    private static final long MOST_KIB = 256 << 10;
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    private final Path folder;

    UploadMemoryIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void aDatasetOf2GigabytesGoesThroughASmallClient() throws IOException, InterruptedException {
        Path archive = sparseTar();
        ToyService service = ToyService.discardingUploads();
        Path output = folder.resolve("output");
        try (TestSession net = Toys.alone(service).start()) {
            net.account("consumer");
            Path connection =
                    Files.writeString(folder.resolve("net"), net.connection().toJson());
            Process child = OtherJvm.of(Child.class, List.of("-Xmx64m"), connection.toString(), archive.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                assertThat(child.waitFor(10, TimeUnit.MINUTES)).isTrue();
            } finally {
                child.destroyForcibly();
            }
        }
        String said = Files.readString(output);
        System.out.println("a client with a heap of 64 MiB: " + said);
        assertThat(service.discardedBytes()).as(said).isEqualTo(Files.size(archive));
        Matcher peak = PEAK.matcher(said);
        assertThat(peak.find()).as(said).isTrue();
        assertThat(Long.parseLong(peak.group(1))).isLessThan(MOST_KIB);
    }

    /** One file of zeros, of which the disk holds none. */
    private Path sparseTar() throws IOException {
        byte[] header = TarMaker.header("zeros.bin", '0', CONTENT);
        Path file = folder.resolve("zeros.tar");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.wrap(header));
            channel.write(ByteBuffer.wrap(new byte[1]), 512 + CONTENT + 1024 - 1);
        }
        return file;
    }

    /** Runs in the small JVM. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) throws IOException {
            long start = System.nanoTime();
            DevnetConnection net = DevnetConnection.parse(Files.readString(Path.of(args[0])));
            try (SnetClient client =
                            SnetClient.builder().from(net.settings("consumer")).build();
                    ServiceClient service = client.openService(net.orgId(), net.serviceId())) {
                Training training = service.training();
                ModelId model = training.createModel(NewModel.of("size", "big")).id();
                training.uploadAndValidate(DatasetUpload.of(training.validateModelPrice(model), Path.of(args[1])));
            }
            System.out.println(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) + " ms");
            Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmHWM"))
                    .forEach(System.out::println);
        }
    }
}
