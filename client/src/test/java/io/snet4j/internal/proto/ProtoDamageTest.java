package io.snet4j.internal.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.MethodDescriptor;
import io.snet4j.errors.MetadataException;
import io.snet4j.errors.UnknownMethodException;
import io.snet4j.registry.ProtoFile;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be read in one method never costs the others, and options that nobody reads cost nothing. */
class ProtoDamageTest {
    private static final String GOOD = "message Q { string q = 1; } service Good { rpc call(Q) returns (Q); }";

    private static ServiceProtos protos(String... texts) {
        return ServiceProtos.of(IntStream.range(0, texts.length)
                .mapToObj(i -> new ProtoFile((char) ('a' + i) + ".proto", "syntax = \"proto3\"; " + texts[i]))
                .toList());
    }

    private static List<String> names(ServiceProtos protos) {
        return protos.methods().stream().map(ServiceProtos::fullName).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            message B { C c = 1; }                        | B.c: "C" is not defined.
            message B { int32 a = 1; int32 b = 1; }       | Field number 1 has already been used
            message B { int32 a = 0; }                    | Field numbers must be positive integers
            message B { int32 a = 1; string a = 2; }      | "a" is already defined in "B"
            message B { what is this; }                   | line 1: "=" is expected, not "this"
            message B { int32 a = 1 ]; }                  | line 1: ";" is expected, not "]"
            message B { int32 a = 99999999999999999999; } | 99999999999999999999 is no whole number
            message B { C c = 1; } message C { B b = 1; E e = 2; } enum E { } | E: Enums must contain at least one value
            message B { oneof o { what } }                | line 1
            message B { oneof o { repeated Q q = 1; } }                | "repeated" cannot stand in a oneof
            message B { oneof o { map<int32, Q> q = 1; } }                | "map" cannot stand in a oneof
            message B { Gone.Inner c = 1; } message Gone { message Other {} } | "Gone.Inner" is not defined
            message B { string a = 1 [packed = 7]; }      | option packed cannot be read
            message B { option map_entry = true; }        | map_entry is protoc's own
            import "gone.proto"; message B { gone.G g = 1; } | imports "gone.proto", which the service does not publish
            message B { } message B { int32 a = 1; }      | "B" is already defined
            """)
    void aBrokenMessageCostsTheMethodsThatUseIt(String broken, String reason) {
        ServiceProtos protos = protos(broken + GOOD
                + " service Bad { rpc in(B) returns (Q); rpc out(Q) returns (B); rpc no(Q) returns (Q); }");

        assertThat(names(protos)).containsExactly("Good/call", "Bad/no");
        for (String name : List.of("in", "Bad/out")) {
            assertThatThrownBy(() -> protos.method(name))
                    .isInstanceOf(MetadataException.class)
                    .hasMessageStartingWith("Bad/")
                    .hasMessageContaining(reason);
        }
        assertThat(protos.unreadable()).containsOnlyKeys("Bad/in", "Bad/out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rpc bad(Q) returns (Gone);",
                "rpc bad(Gone) returns (Q) { option deprecated = true; }",
                "rpc bad(Q returns (Q);",
                "rpc bad(Q) { };",
                "rpc bad(Q) returns (Q) { option deprecated = true; what { } }",
                "rpc bad(Q) returns (Q); rpc bad(Q) returns (Q);"
            })
    void aBrokenMethodCostsItself(String bad) {
        ServiceProtos protos =
                protos(GOOD + " service Bad { rpc first(Q) returns (Q); " + bad + " rpc last(Q) returns (Q); }");

        assertThat(names(protos)).containsExactly("Good/call", "Bad/first", "Bad/last");
        assertThatThrownBy(() -> protos.method("Bad/bad")).isInstanceOf(MetadataException.class);
        assertThatThrownBy(() -> protos.method("other"))
                .isInstanceOf(UnknownMethodException.class)
                .hasMessageContaining("Bad/bad");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "what is this;",
                "message B { ",
                "} ",
                "/* without end",
                "option java_package = \"without end",
                "message B { } message B { }",
                "import \"gone.proto\";",
                "import \"b.proto\";",
                "enum E { A = 1; }",
                "extend Gone { string a = 1; }",
                "syntax = \"proto9\";"
            })
    void aBrokenFileCostsNoOther(String broken) {
        assertThat(names(protos(GOOD, "package b; " + broken))).containsExactly("Good/call");
    }

    /** Guard: Repairs keeps an empty message of the name; if it is taken away, the name means the outer one. */
    @Test
    void aBrokenMessageIsNotMistakenForAnotherOfItsName() {
        ServiceProtos protos = protos("message C { string right = 1; }"
                + " message B { message C { Gone wrong = 1; } C c = 1; } "
                + GOOD
                + " service Bad { rpc call(B) returns (Q); rpc outer(C) returns (Q); }");

        assertThat(names(protos)).containsExactly("Good/call", "Bad/outer");
        assertThatThrownBy(() -> protos.method("Bad/call")).hasMessageContaining("\"Gone\" is not defined");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "option (none) = 1;",
                "option nothing = 7;",
                "option deprecated = 7;",
                "option (none).a.(b).c = { x: [1, 2 };",
                "option (none) = { a: << b >> [[ # };",
                "option what is this = that;",
                "option = 1;",
                "option (google.protobuf.MessageOptions.deprecated) = 9;",
                "option (some.default_model_id) = 9;"
            })
    void anOptionThatNobodyReadsCostsNothing(String option) {
        ServiceProtos protos =
                protos("message A { " + option + " string a = 1; } service S { rpc call(A) returns (A); }");

        assertThat(protos.method("call").getInputType().getFields()).hasSize(1);
        assertThat(protos.unreadable()).isEmpty();
    }

    /** Guard: OptionReader.isRead; without it a method that wants training would be called without a model. */
    @Test
    void anOptionThatIsReadCostsItsMethod() {
        ServiceProtos protos = protos("import \"training.proto\"; " + GOOD
                + " service Bad { rpc call(Q) returns (Q) { option (training.default_model_id) = 7; } }");

        assertThat(names(protos)).containsExactly("Good/call");
        assertThatThrownBy(() -> protos.method("Bad/call")).hasMessageContaining("(training.default_model_id)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpp_features", "java_features", "go_features"})
    void protocsOwnFilesAreThere(String file) {
        assertThat(names(protos("import \"google/protobuf/" + file + ".proto\"; " + GOOD)))
                .containsExactly("Good/call");
    }

    @Test
    void messagesOfCompilersPluginsAreThere() {
        MethodDescriptor method = protos(
                        "import \"google/protobuf/compiler/plugin.proto\";"
                                + " message A { google.protobuf.compiler.Version v = 1; } service S { rpc call(A) returns (A); }")
                .method("call");

        assertThat(method.getInputType().findFieldByName("v").getMessageType().getFullName())
                .isEqualTo("google.protobuf.compiler.Version");
    }

    /** Each mistake costs one more linking, so their number and what is linked have bounds. */
    @Test
    void aFileOfMistakesIsGivenUp() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 9_000; i++) {
            text.append("message M").append(i).append(" { Gone g = 1; }\n");
        }

        for (String mistakes : List.of(text.toString(), "what; ".repeat(100_000))) {
            assertThat(names(protos(GOOD, mistakes))).containsExactly("Good/call");
            assertThat(ProtoLinker.link(Map.of("b.proto", mistakes)).troubles()).hasSize(1);
        }
    }
}
