package io.snet4j.cli.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.snet4j.internal.proto.JsonMessages;
import io.snet4j.internal.proto.ServiceProtos;
import io.snet4j.registry.ProtoFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExampleRequestTest {
    private static final ServiceProtos PROTOS = ServiceProtos.of(
            List.of(
                    new ProtoFile(
                            "all.proto",
                            """
                    syntax = "proto3";
                    package all;
                    import "google/protobuf/any.proto";
                    import "google/protobuf/duration.proto";
                    import "google/protobuf/empty.proto";
                    import "google/protobuf/field_mask.proto";
                    import "google/protobuf/struct.proto";
                    import "google/protobuf/timestamp.proto";
                    import "google/protobuf/wrappers.proto";
                    enum Mood { NONE = 0; GOOD = 1; }
                    message Tree { string name = 1; repeated Tree branches = 2; Deep deep = 3; }
                    message Deep { Tree tree = 1; bool is_deep = 2; }
                    message Scalars {
                      int32 a = 1; sint64 b = 2; fixed32 c = 3; uint64 d = 4; float e = 5; double f = 6;
                      bool g = 7; string h = 8; bytes i = 9; Mood j = 10; optional int32 k = 11;
                      repeated int64 l = 12; map<string, Mood> m = 13; map<int64, Tree> n = 14; map<bool, bytes> o = 15;
                      oneof either { string p = 16; int32 q = 17; }
                    }
                    message Known {
                      google.protobuf.Any a = 1; google.protobuf.Duration b = 2; google.protobuf.Empty c = 3;
                      google.protobuf.FieldMask d = 4; google.protobuf.Struct e = 5; google.protobuf.Value f = 6;
                      google.protobuf.ListValue g = 7; google.protobuf.Timestamp h = 8;
                      google.protobuf.StringValue i = 9; google.protobuf.Int64Value j = 10;
                      google.protobuf.BytesValue k = 11; google.protobuf.NullValue l = 12;
                      google.protobuf.DoubleValue m = 13; google.protobuf.BoolValue n = 14;
                    }
                    service All {
                      rpc tree(Tree) returns (Tree) {}
                      rpc scalars(Scalars) returns (Tree) {}
                      rpc known(Known) returns (Tree) {}
                    }
                    """),
                    new ProtoFile(
                            "old.proto",
                            """
                    syntax = "proto2";
                    package old;
                    message Old { required string name = 1; required Part part = 2; }
                    message Part { required int32 number = 1; optional Old whole = 2; }
                    service Olds { rpc old(Old) returns (Old) {} }
                    """)));

    @Test
    void anExampleFitsItsMethodWhateverTheFieldsAre() {
        PROTOS.methods().forEach(method -> {
            JsonNode example = ExampleRequest.of(method.getInputType());

            var request = new JsonMessages(PROTOS).read(method.getInputType(), example.toString());

            assertThat(JsonMessages.complete(request)).as(method.getName()).isNotNull();
        });
    }

    @Test
    void eachFieldIsThereOnceAndOneOfAChoice() {
        JsonNode example = ExampleRequest.of(PROTOS.method("scalars").getInputType());

        assertThat(example.path("l")).hasSize(1);
        assertThat(example.path("j").asText()).isEqualTo("GOOD");
        assertThat(example.has("p")).isTrue();
        assertThat(example.has("q")).isFalse();
        assertThat(example.at("/n/1/name").asText()).isEqualTo("text");
    }

    @Test
    void aTypeThatHoldsItselfEnds() {
        assertThat(ExampleRequest.of(PROTOS.method("tree").getInputType()))
                .hasToString("{\"name\":\"text\",\"deep\":{\"isDeep\":true}}");
    }

    /** Five types of a hundred fields each, every one of the next type: in full, more than memory holds. */
    @Test
    void messagesThatBranchAMillionTimesAreCutShort() {
        StringBuilder proto = new StringBuilder("syntax = \"proto3\"; package wide;\n");
        for (int level = 0; level < 5; level++) {
            proto.append("message M").append(level).append(" {");
            for (int i = 1; i <= 100; i++) {
                proto.append(level == 4 ? " string" : " M" + (level + 1)).append(" f" + i + " = " + i + ";");
            }
            proto.append(" }\n");
        }
        proto.append("service Wide { rpc all(M0) returns (M0) {} }");
        ServiceProtos wide = ServiceProtos.of(List.of(new ProtoFile("wide.proto", proto.toString())));

        String example = ExampleRequest.of(wide.method("all").getInputType()).toString();

        assertThat(example).hasSizeLessThan(10_000);
        new JsonMessages(wide).read(wide.method("all").getInputType(), example);
    }
}
