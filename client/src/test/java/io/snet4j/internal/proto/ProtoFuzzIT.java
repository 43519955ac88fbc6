package io.snet4j.internal.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.MethodDescriptor;
import io.snet4j.errors.MetadataException;
import io.snet4j.explore.RandomTest;
import io.snet4j.registry.ProtoFile;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Damages the shapes at random. Each input ends in descriptors or in the one exception for what a service published,
 * and soon; an input that takes too long fails the run.
 */
@Order(1) // The longest one: begun last, it would run alone at the end.
@Tag("explore")
class ProtoFuzzIT {
    /** Of this thread's own time. A usual input takes a thousandth of a second; a slow machine is not that slow. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final List<String> WORDS = List.of(
            "{",
            "}",
            "[",
            "]",
            "(",
            ")",
            "<",
            ">",
            ";",
            "=",
            ",",
            ".",
            "\"",
            "'",
            "/*",
            "*/",
            "//",
            "\\",
            "\n",
            "-1",
            "0",
            "0x",
            "99999999999999999999",
            "536870911",
            "syntax",
            "package",
            "import",
            "public",
            "weak",
            "message",
            "enum",
            "service",
            "rpc",
            "returns",
            "stream",
            "oneof",
            "map<string, A>",
            "map<",
            "group",
            "extend",
            "extensions 1 to max;",
            "reserved 1 to max;",
            "option",
            "option (a).b = { c: [1, 2] };",
            "[default = 1]",
            "[json_name = \"x\"]",
            "optional",
            "required",
            "repeated",
            "edition = \"2023\";",
            "training.ModelID",
            "google.protobuf.Any",
            "\u0000",
            "\ufeff",
            "é",
            "\ud83d",
            "message M { message M { message M {",
            "import \"google/protobuf/descriptor.proto\";",
            "option map_entry = true;",
            "option message_set_wire_format = true;",
            "inf",
            "nan",
            "1e999",
            "true");

    private final List<Map<String, String>> shapes =
            Shapes.names().stream().map(Shapes::files).toList();

    @Test
    void damagedFilesGiveDescriptorsOrTheTypedError() {
        long[] counts = new long[2];
        RandomTest.PROTOS.run((seed, random) -> {
            List<ProtoFile> files = damaged(random);
            counts[0]++;
            long start = THREADS.getCurrentThreadCpuTime();
            try {
                ServiceProtos protos = ServiceProtos.of(files);
                protos.methods().forEach(ProtoFuzzIT::use);
                counts[1]++;
            } catch (MetadataException expected) {
                assertThat(expected.getMessage()).isNotBlank();
            } catch (Throwable e) {
                throw new AssertionError(e.getClass() + " for " + files, e);
            }
            assertThat(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start))
                    .as("%s", files)
                    .isLessThan(LONGEST);
        });
        System.out.printf("PROTOS: %d of %d inputs read%n", counts[1], counts[0]);
    }

    private static void use(MethodDescriptor method) {
        ServiceProtos.takesModel(method);
        Filler.fill(method.getInputType());
    }

    private List<ProtoFile> damaged(Random random) {
        List<ProtoFile> files = new ArrayList<>();
        shapes.get(random.nextInt(shapes.size())).forEach((path, text) -> files.add(new ProtoFile(path, text)));
        int damages = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 1;
        for (int i = 0; i < damages; i++) {
            int index = random.nextInt(files.size());
            ProtoFile file = files.get(index);
            files.set(index, new ProtoFile(file.path(), damage(random, file.text())));
        }
        return files;
    }

    private String damage(Random random, String text) {
        StringBuilder damaged = new StringBuilder(text);
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(30));
        switch (random.nextInt(7)) {
            case 0 -> damaged.delete(from, to);
            case 1 -> damaged.insert(from, word(random));
            case 2 -> damaged.replace(from, to, word(random));
            case 3 -> damaged.insert(from, text.substring(from, to));
            case 4 -> damaged.setLength(from);
            case 5 -> damaged.insert(from, word(random).repeat(random.nextInt(2000)));
            default -> damaged.insert(from, (char) random.nextInt(0x10000));
        }
        return damaged.toString();
    }

    private String word(Random random) {
        return WORDS.get(random.nextInt(WORDS.size()));
    }
}
