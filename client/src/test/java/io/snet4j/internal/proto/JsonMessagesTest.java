package io.snet4j.internal.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.errors.ProviderFailedException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.explore.SmallStack;
import io.snet4j.registry.ProtoFile;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonMessagesTest {
    private static final ServiceProtos PROTOS = ServiceProtos.of(
            List.of(
                    new ProtoFile(
                            "a.proto",
                            """
            syntax = "proto3";
            import "google/protobuf/any.proto";
            import "google/protobuf/timestamp.proto";
            message Picture {
              string file_name = 1;
              int32 width = 2;
              repeated Picture thumbnails = 3;
              map<string, Picture> named = 4;
              google.protobuf.Timestamp taken = 5;
              Kind kind = 6;
              bytes data = 7;
              google.protobuf.Any any = 8;
              repeated int32 numbers = 9;
              Picture inner = 10;
            }
            enum Kind { NONE = 0; PHOTO = 1; }
            service S { rpc call(Picture) returns (Picture); }
            """)));
    private static final Descriptor PICTURE = PROTOS.method("call").getInputType();
    private final JsonMessages json = new JsonMessages(PROTOS);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {"width": "wide"}                                        | at width, line 1, column 2:       | wide
            {"thumbnails": [{"width": 1}, {"width": 1.5}]}           | at thumbnails.1.width, line 1     | 1.5
            {"named": {"a": {}, "b": {"inner": {"widht": 1}}}}       | at named.b.inner.widht, line 1    | widht
            {"taken": "yesterday"}                                   | at taken, line 1, column 2        | yesterday
            {"inner": {"kind": "DRAWING"}}                           | at inner.kind, line 1, column 12  | DRAWING
            {"data": "&"}                                            | at data, line 1                   | data
            {"numbers": [1, "x"]}                                    | at numbers, line 1                | x
            {"any": {"@type": "type.googleapis.com/Nothing"}}        | at any, line 1                    | Nothing
            []                                                       | , line 1, column 1:               | []
            {"width": 1, "width": 2}                                 | line 1, column 21                 | width
            {"width" 1}                                              | line 1, column 10                 | colon
            {"width": 1} {}                                          | line 1, column 14                 | railing
            ``                                                       | Picture                           |
            """)
    void theErrorNamesFieldAndPlace(String text, String place, @Nullable String cause) {
        assertThatThrownBy(() -> json.read(PICTURE, text.replace("`", "")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(place)
                .hasMessageContaining(cause == null ? "" : cause);
    }

    @Test
    void placesAreCountedInLines() {
        assertThatThrownBy(() -> json.read(PICTURE, "{\"fileName\": \"a\",\n  \"height\": 1}"))
                .hasMessageContaining("at height, line 2, column 3:");
    }

    @Test
    void fieldsMayHaveEitherName() {
        assertThat(json.read(PICTURE, "{\"file_name\": \"a\"}").build())
                .isEqualTo(json.read(PICTURE, "{\"fileName\": \"a\"}").build());
    }

    @Test
    void typesOfTheServiceMayStandInAny() {
        String text = json.write(
                json.read(PICTURE, "{\"any\": {\"@type\": \"type.googleapis.com/Picture\", \"width\": 3}}"),
                JsonStyle.DEFAULT);

        assertThat(text).contains("\"@type\": \"type.googleapis.com/Picture\"").contains("\"width\": 3");
    }

    @Test
    void whatIsNestedTooDeeplyIsRefused() {
        String text = "{\"inner\":".repeat(5000) + "{}" + "}".repeat(5000);

        assertThatThrownBy(() -> json.read(PICTURE, text)).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void answersArePrintedAsWanted() {
        var message = json.read(PICTURE, "{\"fileName\": \"a\", \"kind\": \"PHOTO\"}");

        assertThat(json.write(message, new JsonStyle(false, false, false, true)))
                .isEqualTo("{\"fileName\":\"a\",\"kind\":\"PHOTO\"}");
        assertThat(json.write(message, new JsonStyle(false, true, true, true)))
                .isEqualTo("{\"file_name\":\"a\",\"kind\":1}");
        assertThat(json.write(message, new JsonStyle(true, false, false, true)))
                .contains("\"width\":0", "\"thumbnails\":[]");
        assertThat(json.write(message, JsonStyle.DEFAULT)).contains("\n  \"fileName\": \"a\"");
    }

    @Test
    void requiredFieldsThatAreMissingAreNamed() {
        ServiceProtos old = ServiceProtos.of(List.of(new ProtoFile(
                "old.proto", "message Old { required string name = 1; } service S { rpc c(Old) returns (Old); }")));

        assertThatThrownBy(() -> JsonMessages.complete(
                        new JsonMessages(old).read(old.method("c").getInputType(), "{}")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("Old needs name");
    }

    /** Each level is a message of its own, which protobuf opens for JSON. */
    private static DynamicMessage anyInAny(int levels) {
        FieldDescriptor any = PICTURE.findFieldByName("any");
        DynamicMessage message = DynamicMessage.getDefaultInstance(PICTURE);
        for (int i = 0; i < levels; i++) {
            Any content = Any.newBuilder()
                    .setTypeUrl("type.googleapis.com/Picture")
                    .setValue(message.toByteString())
                    .build();
            message = DynamicMessage.newBuilder(PICTURE).setField(any, content).build();
        }
        return message;
    }

    private static DynamicMessage inner(int levels) {
        DynamicMessage message = DynamicMessage.getDefaultInstance(PICTURE);
        for (int i = 0; i < levels; i++) {
            // To build it wholly asks all levels below, on the stack of this thread.
            message = DynamicMessage.newBuilder(PICTURE)
                    .setField(PICTURE.findFieldByName("inner"), message)
                    .buildPartial();
        }
        return message;
    }

    @Test
    void anAnswersAnyInAnyHasABound() throws Exception {
        assertThat(json.write(anyInAny(AnyDepth.MAX), JsonStyle.DEFAULT)).contains("@type");
        DynamicMessage deep = anyInAny(400);

        for (int bytes : SmallStack.SIZES) {
            assertThat(SmallStack.run(bytes, () -> json.write(deep, JsonStyle.DEFAULT)))
                    .get(type(ProviderFailedException.class))
                    .satisfies(e -> assertThat(e.charge()).isEqualTo(Charge.CHARGED))
                    .satisfies(e -> assertThat(e)
                            .hasMessage("the answer, a Picture, cannot be written as JSON:"
                                    + " more than 16 messages google.protobuf.Any in each other"));
        }
    }

    /** Protobuf reads a hundred levels; these are made by hand. */
    @Test
    void anAnswerThatIsTooDeepForTheStackIsToldSo() throws Exception {
        assertThat(json.write(inner(99), JsonStyle.DEFAULT)).contains("inner");
        DynamicMessage deep = inner(5_000);

        for (int bytes : SmallStack.SIZES) {
            assertThat(SmallStack.run(bytes, () -> json.write(deep, JsonStyle.DEFAULT)))
                    .get(type(ProviderFailedException.class))
                    .satisfies(e -> assertThat(e)
                            .hasMessage("the answer, a Picture, cannot be written as JSON:"
                                    + " nested too deeply for the stack of this thread"));
        }
    }

    @Test
    void aDeepRequestIsRefused() throws Exception {
        String deep = "{\"inner\": ".repeat(5_000) + "{}" + "}".repeat(5_000);

        for (int bytes : SmallStack.SIZES) {
            assertThat(SmallStack.run(bytes, () -> json.read(PICTURE, deep)))
                    .get(type(InvalidRequestException.class))
                    .satisfies(e -> assertThat(e).hasMessageContaining("depth"));
        }
    }
}
