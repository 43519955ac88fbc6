package io.snet4j.internal.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.Descriptors.Descriptor;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.errors.MetadataException;
import io.snet4j.registry.ProtoFile;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of proto files and of JSON that would take minutes to be read. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LongNumbersTest {
    private static final String DIGITS = "7".repeat(3_000_000);
    private static final String NUMBERS =
            """
            syntax = "proto3";
            package test;
            import "google/protobuf/wrappers.proto";
            import "google/protobuf/any.proto";
            enum Colour { RED = 0; EDGE = 1; }
            message Numbers {
              int32 i32 = 1;
              uint32 u32 = 2;
              int64 i64 = 3;
              uint64 u64 = 4;
              fixed64 f64 = 5;
              sint32 s32 = 6;
              float f = 7;
              double d = 8;
              repeated uint64 many = 9;
              map<uint64, string> keys = 10;
              map<string, uint64> values = 11;
              google.protobuf.UInt64Value boxed = 12;
              Numbers inner = 13;
              Colour colour = 14;
              string text = 15;
              google.protobuf.Any any = 16;
            }
            service Sums { rpc Add(Numbers) returns (Numbers); }
            """;

    static Stream<String> fields() {
        return Stream.of(
                        "int32",
                        "int64",
                        "uint32",
                        "uint64",
                        "sint32",
                        "sint64",
                        "fixed32",
                        "sfixed64",
                        "float",
                        "double")
                .flatMap(type -> Stream.of(DIGITS, "-" + DIGITS, "0x" + DIGITS, "0" + DIGITS, "0".repeat(3_000_000))
                        .map(number -> "optional " + type + " n = 1 [default = " + number + "];"));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void aDefaultHasAsManyDigitsAsItsType(String field) {
        refused("syntax = \"proto2\"; package test; message A { " + field + " }");
    }

    @ParameterizedTest
    @ValueSource(strings = {"int32", "uint64", "sint64", "fixed32", "double", "float"})
    void soHasAnOption(String type) {
        refused("syntax = \"proto2\"; package test; import \"google/protobuf/descriptor.proto\";"
                + " extend google.protobuf.FieldOptions { optional " + type + " n = 50000; }"
                + " message A { optional int32 a = 1 [(n) = " + DIGITS + "]; }");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "message A { int32 a = NUMBER; }",
                "message A { reserved NUMBER; }",
                "message A { reserved 1 to NUMBER; }",
                "enum A { B = NUMBER; }",
                "enum A { B = 0; reserved NUMBER; }",
            })
    void soHaveNumbersOfFieldsAndValues(String text) {
        for (String number : List.of(DIGITS, "0x" + DIGITS, "-" + DIGITS)) {
            refused("syntax = \"proto3\"; package test; " + text.replace("NUMBER", number));
        }
    }

    private static void refused(String text) {
        assertThatExceptionOfType(MetadataException.class)
                .isThrownBy(() -> ServiceProtos.of(List.of(new ProtoFile("a.proto", text))));
    }

    private static JsonMessages messages(ServiceProtos protos) {
        return new JsonMessages(protos);
    }

    private static ServiceProtos protos() {
        return ServiceProtos.of(List.of(new ProtoFile("numbers.proto", NUMBERS)));
    }

    static Stream<String> requests() {
        return Stream.of("i32", "u32", "i64", "u64", "f64", "s32", "f", "d", "boxed", "colour")
                .flatMap(field -> Stream.of(
                                "1e200000000",
                                "\"1e200000000\"",
                                DIGITS,
                                "\"" + DIGITS + "\"",
                                "1e-200000000",
                                "1E+0200000000")
                        .map(number -> "{\"" + field + "\": " + number + "}"));
    }

    static Stream<String> nestedRequests() {
        return Stream.of(
                "{\"many\": [1, \"1e200000000\"]}",
                "{\"keys\": {\"1e200000000\": \"a\"}}",
                "{\"values\": {\"a\": \"1e200000000\"}}",
                "{\"inner\": {\"inner\": {\"u64\": \"1e200000000\"}}}",
                "{\"any\": {\"@type\": \"type.googleapis.com/test.Numbers\", \"u64\": \"1e200000000\"}}",
                "{\"text\": \"a\", \"unknown\": 1e200000000}");
    }

    @ParameterizedTest
    @MethodSource({"requests", "nestedRequests"})
    void aNumberOfARequestIsShort(String json) {
        ServiceProtos protos = protos();
        Descriptor type = protos.method("Add").getInputType();

        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> messages(protos).read(type, json))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(5000));
    }

    @Test
    void numbersThatAreNoneAndNumbersThatFitAreRead() {
        ServiceProtos protos = protos();
        Descriptor type = protos.method("Add").getInputType();
        String json = "{\"text\": \"" + DIGITS + "e200000000\", \"u64\": \"1e3\", \"d\": 1e-300, \"f\": \"NaN\","
                + " \"many\": [18446744073709551615], \"colour\": \"EDGE\", \"i32\": 1.0e0001,"
                + " \"keys\": {\"7\": \"1e200000000\"}}";

        var message = messages(protos).read(type, json).build();

        assertThat(message.getField(type.findFieldByName("u64"))).isEqualTo(1000L);
        assertThat(message.getField(type.findFieldByName("i32"))).isEqualTo(10);
        assertThat(message.getField(type.findFieldByName("text")).toString()).hasSize(DIGITS.length() + 10);
    }
}
