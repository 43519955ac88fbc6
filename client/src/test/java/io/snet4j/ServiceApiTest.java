package io.snet4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.errors.MetadataException;
import io.snet4j.errors.UnknownMethodException;
import io.snet4j.internal.proto.ServiceProtos;
import io.snet4j.registry.Pricing;
import io.snet4j.registry.ProtoFile;
import io.snet4j.training.MethodMetadata;
import io.snet4j.value.Cogs;
import io.snet4j.value.MethodRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServiceApiTest {
    private static final ServiceProtos PROTOS = ServiceProtos.of(
            List.of(
                    new ProtoFile(
                            "art.proto",
                            """
            syntax = "proto3";
            package art;
            import "training.proto";
            message Wish { training.ModelID model = 1; repeated string words = 2; map<string, Style> styles = 3; optional int32 n = 4;
              message Frame { bytes pixels = 1; } }
            enum Style { OIL = 0; INK = 1; }
            service Painter {
              rpc paint(Wish) returns (stream Wish.Frame) {
                option (training.default_model_id) = "rembrandt";
                option (training.max_models_per_user) = 3;
                option (training.dataset_max_size_mb) = 2;
                option (training.dataset_files_type) = "png, .JPG";
                option (training.dataset_type) = "zip";
                option (training.dataset_description) = "Paintings";
              }
              rpc look(Wish.Frame) returns (Wish.Frame);
            }
            """)));
    private static final ServiceApi API =
            new ServiceApi(PROTOS, new Pricing.PerMethod(Map.of("art.Painter/paint", Cogs.of(7))));

    @Test
    void methodsTellTypesKindAndPrice() {
        assertThat(API.methods())
                .extracting(ApiMethod::fullName)
                .containsExactly("art.Painter/paint", "art.Painter/look");
        ApiMethod paint = API.method("paint");
        assertThat(paint.kind()).isEqualTo(ApiMethod.Kind.SERVER_STREAMING);
        assertThat(paint.ref()).isEqualTo(new MethodRef("Painter", "paint"));
        assertThat(paint.response()).isEqualTo("art.Wish.Frame");
        assertThat(paint.price()).contains(Cogs.of(7));
        assertThat(API.method("Painter/look").price()).isEmpty();
        assertThat(new ServiceApi(PROTOS, new Pricing.Fixed(Cogs.of(1)))
                        .method("look")
                        .price())
                .contains(Cogs.of(1));
        assertThatThrownBy(() -> API.method("see")).isInstanceOf(UnknownMethodException.class);
    }

    @Test
    void trainableMethodsTellWhatTheyNeed() {
        assertThat(API.trainableMethods()).extracting(ApiMethod::fullName).containsExactly("art.Painter/paint");
        MethodMetadata training = API.method("paint").training().orElseThrow();
        assertThat(training.defaultModel())
                .hasValueSatisfying(id -> assertThat(id.value()).isEqualTo("rembrandt"));
        assertThat(training.maxModelsPerUser()).hasValue(3);
        assertThat(training.dataset().maxArchiveBytes()).hasValue(2 << 20);
        assertThat(training.dataset().fileTypes()).containsExactlyInAnyOrder("png", "jpg");
        assertThat(training.dataset().description()).isEqualTo("Paintings");
        assertThat(API.method("look").training()).isEqualTo(Optional.empty());
    }

    @Test
    void allOfItIsPrintedForPeople() {
        assertThat(API.describe())
                .isEqualTo(
                        """
                service art.Painter
                  paint(art.Wish) returns stream art.Wish.Frame, 7 cogs
                    trainable: default model rembrandt; at most 3 models of one user; at most 2 MiB in the dataset; archives zip; files jpg, png; Paintings
                  look(art.Wish.Frame) returns art.Wish.Frame, no price
                message art.Wish
                  optional training.ModelID model = 1
                  repeated string words = 2
                  map<string, art.Style> styles = 3
                  optional int32 n = 4
                message art.Wish.Frame
                  bytes pixels = 1
                enum art.Style
                  OIL = 0
                  INK = 1
                """);
        assertThat(API.files()).containsExactly("art.proto");
    }

    @Test
    void whatCannotBeCalledIsListedWithItsReason() {
        ServiceApi api = new ServiceApi(
                ServiceProtos.of(
                        List.of(
                                new ProtoFile(
                                        "a.proto",
                                        "syntax = \"proto3\"; message A {} service S { rpc good(A) returns (A); rpc bad(A) returns (B); }"))),
                new Pricing.Fixed(Cogs.of(1)));

        assertThat(api.methods()).extracting(ApiMethod::fullName).containsExactly("S/good");
        assertThat(api.unreadable()).containsOnlyKeys("S/bad").hasEntrySatisfying("S/bad", reason -> assertThat(reason)
                .contains("\"B\" is not defined"));
        assertThat(api.describe()).contains("S/bad cannot be called: ");
        assertThatThrownBy(() -> api.method("bad"))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining("\"B\" is not defined");
    }
}
