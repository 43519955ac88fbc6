package io.snet4j.internal.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.snet4j.errors.MetadataException;
import io.snet4j.explore.SmallStack;
import io.snet4j.registry.ProtoFile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each level of a file is one of recursion somewhere: there is a bound for it, and the message says which. */
class ProtoDepthTest {
    private static final int MANY = 5_000;
    private static final String OPTION =
            "import 'google/protobuf/descriptor.proto'; message V { V v = 1; repeated V l = 2; }"
                    + " extend google.protobuf.FileOptions { V v = 50001; } ";

    private static ServiceProtos protos(String text) {
        return ServiceProtos.of(List.of(new ProtoFile("a.proto", "syntax = \"proto3\"; " + text)));
    }

    private static String nested(String open, String inner, String close, int levels) {
        return open.repeat(levels) + inner + close.repeat(levels);
    }

    static Stream<Arguments> deep() {
        String name = "a.".repeat(MANY) + "a";
        String parts = "a name of more than 64 parts";
        String deep = "nested more than 64 deep";
        return Stream.of(
                // Found by exploring: a package of thousands of parts.
                Arguments.of("package", "package " + name + "; message A {}", parts),
                Arguments.of("package in blanks", "package " + name.replace(".", " . ") + "; message A {}", parts),
                Arguments.of("package in comments", "package " + name.replace(".", "./**/") + "; message A {}", parts),
                Arguments.of("type of a field", "message A { " + name + " f = 1; }", parts),
                Arguments.of("type from the root", "message A { ." + name + " f = 1; }", parts),
                Arguments.of("type of a map", "message A { map<string, " + name + "> f = 1; }", parts),
                Arguments.of("type of a call", "service S { rpc r(" + name + ") returns (" + name + "); }", parts),
                Arguments.of("extended type", "extend " + name + " { int32 x = 1; }", parts),
                Arguments.of("option", "option (" + name + ") = 1;", parts),
                Arguments.of("option's field", OPTION + "option (v)" + ".v".repeat(MANY) + " = {};", parts),
                Arguments.of(
                        "option's fields in parentheses", "option (v)" + ".(v)".repeat(MANY) + " = 1;", "blocks|read"),
                Arguments.of("extension in a value", OPTION + "option (v) = { [" + name + "]: 1 };", parts),
                Arguments.of("value that is a word", "option java_package = " + name + ";", parts),
                Arguments.of("name of a message", "message " + name + " {}", parts),
                Arguments.of("messages", nested("message A { ", "", "}", MANY), deep),
                Arguments.of("groups", "message A { " + nested("oneof o { group G = 1 { ", "", "} }", MANY), deep),
                Arguments.of("maps", "message A { " + nested("map<", "string", ", string>", MANY) + " m = 1; }", deep),
                Arguments.of(
                        "braces of a value", OPTION + "option (v) = " + nested("{ v: ", "{}", "}", MANY) + ";", deep),
                Arguments.of(
                        "braces without a colon",
                        OPTION + "option (v) = " + nested("{ v ", "{}", "}", MANY) + ";",
                        deep),
                Arguments.of(
                        "brackets of a value",
                        OPTION + "option (v) = { l: " + nested("[", "", "]", MANY) + " };",
                        deep),
                Arguments.of(
                        "both by turns",
                        OPTION + "option (v) = { l: " + nested("[ { l: ", "[]", " } ]", MANY) + " };",
                        deep),
                Arguments.of("parentheses", "option " + nested("(", "a", ")", MANY) + " = 1;", deep),
                Arguments.of("what does not fit together", nested("message A { ] > ) ", "", "}", MANY), deep),
                Arguments.of(
                        "closed before it is opened", "}".repeat(MANY) + nested("message A { ", "", "}", MANY), deep),
                Arguments.of(
                        "what hides in a text of two lines",
                        "option java_package = \"\n'\"; " + nested("message A { ", "", "}", MANY),
                        "a text that nothing ends on its line"),
                Arguments.of(
                        "what hides in a text that never ends",
                        nested("message A { ", "option x = \"", "}", 60),
                        "a text that nothing ends on its line"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deep")
    void whatIsDeepIsRefusedBeforeItIsRead(String what, String text, String reason) throws Exception {
        assertRefused(() -> protos(text), "(?s).*a\\.proto.*(" + reason + ").*");
    }

    /** On stacks of all sizes, and none was full. */
    private static void assertRefused(Runnable reading, String message) throws Exception {
        assertRefused(catchThrowable(reading::run), message);
        for (int bytes : SmallStack.SIZES) {
            assertRefused(SmallStack.run(bytes, reading).orElseThrow(), message);
        }
    }

    private static void assertRefused(Throwable thrown, String message) {
        assertThat(thrown).isInstanceOf(MetadataException.class).hasMessageMatching(message);
        assertThat(thrown.getSuppressed()).as("full stacks").isEmpty();
    }

    static Stream<Arguments> justNotTooDeep() {
        return Stream.of(
                Arguments.of("package " + "a.".repeat(63) + "a; message A {}"),
                Arguments.of(nested("message A { ", "", "}", 64)),
                Arguments.of(OPTION + "option (v) = " + nested("{ v: ", "{}", "}", 62) + ";"),
                Arguments.of("message " + "a".repeat(500) + " {}"));
    }

    @ParameterizedTest
    @MethodSource("justNotTooDeep")
    void whatIsNotTooDeepIsRead(String text) {
        assertThat(protos(text).files()).hasSize(1);
    }

    /** The bounds are for usual stacks; a smaller one is told, too. */
    @ParameterizedTest
    @MethodSource("justNotTooDeep")
    void onASmallStackItIsReadOrRefused(String text) throws Exception {
        for (int bytes : SmallStack.SIZES) {
            SmallStack.run(bytes, () -> protos(text)).ifPresent(e -> assertThat(e)
                    .isInstanceOf(MetadataException.class)
                    .hasMessage("the 1 proto files from a.proto on cannot be read:"
                            + " nested too deeply for the stack of this thread"));
        }
    }

    private static List<ProtoFile> chain(String imported, int length) {
        List<ProtoFile> files = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            String next = i + 1 < length ? imported + " \"f" + (i + 1) + ".proto\";" : "";
            files.add(new ProtoFile("f" + i + ".proto", "syntax = \"proto3\"; " + next));
        }
        return files;
    }

    @ParameterizedTest
    @ValueSource(strings = {"import", "import public"})
    void filesThatImportEachOtherInARowHaveABound(String imported) throws Exception {
        assertThat(ServiceProtos.of(chain(imported, 64)).files()).hasSize(64);
        for (int length : new int[] {65, 500}) {
            String message = "more than 64 proto files import each other in a row, the last is f\\d+\\.proto";
            Runnable reading = () -> ServiceProtos.of(chain(imported, length));
            assertRefused(catchThrowable(reading::run), message);
            assertRefused(SmallStack.run(256 << 10, reading).orElseThrow(), message);
            // Files are opened one in the other before the last is reached.
            assertThat(SmallStack.run(1 << 10, reading))
                    .get(type(MetadataException.class))
                    .isNotNull();
        }
    }

    @Test
    void namesHaveALength() {
        assertThatThrownBy(() -> protos("message " + "a".repeat(501) + " {}"))
                .isInstanceOf(MetadataException.class)
                .hasMessage("a.proto:1: a name of more than 500 characters");
        assertThatThrownBy(() -> protos(nested("message " + "a".repeat(400) + " { ", "", "}", 3)))
                .isInstanceOf(MetadataException.class)
                .hasMessageMatching("a.proto:1: a full name of more than 1000 characters");
    }

    /** What a token becomes takes up to a hundred times its characters. */
    @Test
    void theFilesOfAServiceHaveABoundOnTheirTokensTogether() {
        String head = "syntax = \"proto3\"; message M { int32 a = 1; } service S";
        String half = ";".repeat(260_000);
        List<ProtoFile> files = List.of(
                new ProtoFile("a.proto", head + "A { rpc a(M) returns (M); }" + half),
                new ProtoFile("b.proto", head.replace("M", "N") + "B { rpc b(N) returns (N); }" + half));

        // What was read before is there.
        assertThat(ServiceProtos.of(files).methods())
                .extracting(ServiceProtos::fullName)
                .containsExactly("SA/a");
        assertThatThrownBy(() -> protos(head + "A { rpc a(M) returns (M); }" + half + half))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining("more than 500000 words, numbers and signs");
    }
}
