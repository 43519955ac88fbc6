package io.snet4j.hostile.bombs;

import static io.snet4j.hostile.bombs.Bomb.SERVED;
import static io.snet4j.testing.TarMaker.gzip;
import static io.snet4j.testing.TarMaker.header;
import static io.snet4j.testing.TarMaker.seal;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Archives of a service's API that its readers would rather not have met. */
final class ArchiveBombs {
    /** @param outcomes of a call of the service */
    record Archive(byte[] bytes, Set<String> outcomes) {}

    private static final Set<String> REFUSED = Set.of("MetadataException", "UnsupportedProtoException");

    /** It is read, or refused where it is in the way. */
    private static final Set<String> BEARABLE = Set.of(SERVED, "MetadataException");

    private static final String HEAD = "syntax = \"proto3\";\npackage toy;\n";
    private static final String TOY =
            "message Question {}\nmessage Answer { int64 size = 1; }\nservice Toy { rpc size(Question) returns (Answer) {} }\n";

    private final Map<String, Archive> bombs = new LinkedHashMap<>();

    private ArchiveBombs() {}

    static Map<String, Archive> all() throws IOException {
        ArchiveBombs bombs = new ArchiveBombs();
        bombs.containers();
        bombs.declarations();
        bombs.texts();
        return bombs.bombs;
    }

    private void containers() throws IOException {
        byte[] zeros = gzip(new byte[64 << 20]);
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.write(gzip(header("a.proto", '0', 1L << 30)));
        for (int i = 0; i < 16; i++) {
            members.write(zeros);
        }
        add("a GiB of zeros in sixteen members", REFUSED, members.toByteArray());
        add("a hundred thousand entries", REFUSED, gzip(repeat(100_000, i -> header("e" + i, '0', 0))));
        add("a header of 8 GiB before an entry", REFUSED, gzip(header("x", 'x', (8L << 30) - 1)));
        add("nine hundred long names, one upon the other", REFUSED, gzip(repeat(900, i -> longName(60_000))));
        add("an archive in an archive in an archive", REFUSED, gzip(gzip(gzip(entry("a.proto", HEAD)))));
        byte[] cut = gzip(entry("a.proto", HEAD + TOY));
        add("an archive that is cut off", REFUSED, Arrays.copyOf(cut, cut.length - 9));
        byte[] negative = header("a.proto", '0', 0);
        Arrays.fill(negative, 124, 136, (byte) 0xff);
        add("an entry of less than no bytes", REFUSED, gzip(seal(negative)));
        add("nothing but zeros", REFUSED, gzip(new byte[1 << 20]));
    }

    private void declarations() throws IOException {
        one("two hundred thousand messages", REFUSED, lines(200_000, i -> "message M" + i + "{}"));
        one(
                "a message of a hundred and fifty thousand fields",
                BEARABLE,
                "message Wide {" + lines(150_000, i -> "int32 f" + i + "=" + (i + 1 + (i >= 18_999 ? 1000 : 0)) + ";")
                        + "}");
        one(
                "an enum of two hundred thousand values",
                BEARABLE,
                "enum E {" + lines(200_000, i -> "V" + i + "=" + i + ";") + "}");
        one(
                "a hundred thousand methods",
                REFUSED,
                "service S {" + lines(60_000, i -> "rpc m" + i + "(Question) returns (Answer);") + "}");
        one(
                "a list of half a million reserved numbers",
                BEARABLE,
                "message R { reserved 1"
                        + IntStream.range(1, 400_000)
                                .mapToObj(i -> "," + (2 * i + 1))
                                .collect(Collectors.joining()) + "; }");
        one(
                "names that are looked for in thirty scopes, a hundred thousand times",
                BEARABLE,
                IntStream.range(0, 30).mapToObj(i -> "message N" + i + " {").collect(Collectors.joining())
                        + lines(100_000, i -> "Question q" + i + "=" + (i + 1 + (i >= 18_999 ? 1000 : 0)) + ";")
                        + "}".repeat(30));
        one(
                "four hundred thousand fields of ten letters each",
                REFUSED,
                "message Short {" + "int32 a=1;".repeat(400_000) + "}");
        one("four million semicolons", REFUSED, ";".repeat(4_000_000));
        one("a field number beyond all numbers", REFUSED, "message F { int32 a = " + "9".repeat(1_000_000) + "; }");
        one(
                "a type of its own that has to be set",
                Set.of(SERVED),
                "message A { A a = 1; B b = 2; }\nmessage B { A a = 1; }");
        add(
                "nine hundred files, each of which imports all before it",
                REFUSED,
                gzip(repeat(
                        900,
                        i -> entry(
                                "f" + i + ".proto",
                                "syntax = \"proto3\";"
                                        + IntStream.range(0, i)
                                                .mapToObj(j -> "import public \"f" + j + ".proto\";")
                                                .collect(Collectors.joining())))));
        add(
                "files that import each other",
                BEARABLE,
                gzip(repeat(
                        2,
                        i -> entry(
                                "f" + i + ".proto",
                                "syntax = \"proto3\"; package toy; import \"f" + (1 - i) + ".proto\";"
                                        + (i == 0 ? TOY : "")))));
    }

    private void texts() throws IOException {
        one("a comment of four million letters without an end", REFUSED, "/*" + "x".repeat(4_000_000));
        one("a name of three million letters", REFUSED, "message " + "m".repeat(3_000_000) + " {}");
        one("a text of three million escapes", REFUSED, "option java_package = \"" + "\\n".repeat(1_500_000) + "\";");
        one("a million brackets that are closed before they are opened", REFUSED, "}".repeat(1_000_000));
        one("a million semicolons", BEARABLE, ";".repeat(1_000_000));
        one("options upon options", REFUSED, lines(100_000, i -> "option (o" + i + ") = 1;"));
    }

    private void one(String name, Set<String> outcomes, String more) throws IOException {
        add(name, outcomes, gzip(entry("toy.proto", HEAD + TOY + more)));
    }

    private void add(String name, Set<String> outcomes, byte[] archive) {
        bombs.put(name, new Archive(archive, outcomes));
    }

    private static String lines(int count, IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n"));
    }

    private static byte[] repeat(int count, IntFunction<byte[]> part) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            all.write(part.apply(i));
        }
        return all.toByteArray();
    }

    private static byte[] entry(String name, String text) {
        byte[] content = text.getBytes(UTF_8);
        byte[] entry = Arrays.copyOf(header(name, '0', content.length), 512 + (content.length + 511) / 512 * 512);
        System.arraycopy(content, 0, entry, 512, content.length);
        return entry;
    }

    private static byte[] longName(int length) {
        byte[] entry = Arrays.copyOf(header("././@LongLink", 'L', length), 512 + (length + 511) / 512 * 512);
        Arrays.fill(entry, 512, 512 + length, (byte) 'n');
        return entry;
    }
}
