package io.snet4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.chain.GroupId;
import io.snet4j.publish.ApiCheck;
import io.snet4j.publish.FileProblem;
import io.snet4j.publish.ServiceFile;
import io.snet4j.registry.Pricing;
import io.snet4j.registry.ProtoFile;
import io.snet4j.registry.Service;
import io.snet4j.value.Cogs;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ApiRulesTest {
    private static final String TRAINED =
            """
            syntax = "proto3"; package p;
            import "training.proto";
            message Q { training.ModelID model = 1; string text = 2; } message A {}
            service S { rpc call(Q) returns (A) {
              option (training.default_model_id) = "base";
              option (training.dataset_max_size_mb) = 10;
              option (training.dataset_max_size_single_file_mb) = 5;
              option (training.dataset_type) = "zip, tar.gz";
            } }
            """;

    private static List<ProtoFile> files(String... pathsAndTexts) {
        return Stream.iterate(0, i -> i < pathsAndTexts.length, i -> i + 2)
                .map(i -> new ProtoFile(pathsAndTexts[i], pathsAndTexts[i + 1]))
                .toList();
    }

    private static List<String> problems(String... pathsAndTexts) {
        return ApiRules.problems(files(pathsAndTexts)).stream()
                .map(FileProblem::toString)
                .toList();
    }

    private static String plain(String body) {
        return "syntax = \"proto3\"; package p; message A {} " + body;
    }

    @Test
    void aTrainableServiceAndAPlainOneAreRight() {
        assertThat(problems("s.proto", TRAINED)).isEmpty();
        assertThat(problems("s.proto", plain("service S { rpc call(A) returns (A); }")))
                .isEmpty();
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("s.proto: cannot be read", "s.proto", "syntax = \"proto3\"; package p; message {"),
                mistake(
                        "s.proto: imports \"b.proto\", which the service does not publish",
                        "s.proto",
                        plain("import \"b.proto\"; service S { rpc call(A) returns (A); }")),
                mistake("\"B\" is not defined", "s.proto", plain("service S { rpc call(B) returns (A); }")),
                mistake("there is no service with a method", "s.proto", plain("")),
                mistake(
                        "both a.proto and b.proto define p.A",
                        "a.proto",
                        plain("service S { rpc call(A) returns (A); }"),
                        "b.proto",
                        plain("service T { rpc call(A) returns (A); }")),
                mistake(
                        "training.proto is imported, but no method's request has a field training.ModelID",
                        "s.proto",
                        TRAINED.replace("training.ModelID model = 1;", "").replaceAll("option .*;", "")),
                mistake(
                        "s.proto: p.S/call has options of training, but its request has no field",
                        "s.proto",
                        TRAINED.replace("training.ModelID model = 1;", "")),
                mistake(
                        "s.proto: p.S/call takes several training.ModelID",
                        "s.proto",
                        TRAINED.replace("string text = 2;", "training.ModelID other = 2;")),
                mistake(
                        "s.proto: p.S/call takes several training.ModelID",
                        "s.proto",
                        TRAINED.replace("training.ModelID model", "repeated training.ModelID model")),
                mistake(
                        "s.proto: p.S/call allows a file of 11 MB in a dataset of 10 MB",
                        "s.proto",
                        TRAINED.replace("file_mb) = 5", "file_mb) = 11")),
                mistake("s.proto: p.S/call wants datasets as \"rar\"", "s.proto", TRAINED.replace("zip,", "rar,")),
                mistake("are one to daemons", "s.proto", TRAINED, "t.proto", TRAINED.replace("package p", "package q")),
                mistake(
                        "training.proto: is not the one of the platform",
                        "s.proto",
                        TRAINED,
                        "training.proto",
                        plain("")),
                mistake(
                        "s.proto: imports pricing.proto, which clients know, but daemons do not",
                        "s.proto",
                        plain("import \"pricing.proto\"; service S { rpc call(A) returns (A) {"
                                + " option (pricing.my_method_option).estimatePriceMethod = \"/p.S/price\"; } }")));
    }

    private static Arguments mistake(String problem, String... files) {
        return Arguments.of(problem, files);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void whatDaemonsDoNotTakeIsNamed(String problem, String[] files) {
        assertThat(problems(files)).anyMatch(each -> each.contains(problem));
    }

    @Test
    void pricesThatAreToldInTwoFilesAreRefusedBecauseDaemonsKeepThoseOfOne() {
        String pricing =
                """
                syntax = "proto3"; package pricing; import "google/protobuf/descriptor.proto";
                message EstimatePrice { string estimatePriceMethod = 1; }
                extend google.protobuf.MethodOptions { EstimatePrice my_method_option = 9999127; }
                """;
        String one = "import \"pricing.proto\"; service S { rpc call(A) returns (A) {"
                + " option (pricing.my_method_option).estimatePriceMethod = \"/p.S/price\"; } }";

        assertThat(problems("pricing.proto", pricing, "a.proto", plain(one))).isEmpty();
        assertThat(problems(
                        "pricing.proto",
                        pricing,
                        "a.proto",
                        plain(one),
                        "b.proto",
                        plain(one).replace("package p", "package q")))
                .singleElement()
                .asString()
                .startsWith("methods that tell prices are named in a.proto and b.proto");
    }

    private static ServiceFile service(String type, String... priced) {
        return ServiceFile.builder("S")
                .serviceType(type)
                .group(new Service.Group(
                        "g",
                        GroupId.of(new byte[32]),
                        List.of(URI.create("https://a.example")),
                        new Pricing.PerMethod(
                                Arrays.stream(priced).collect(Collectors.toMap(name -> name, name -> Cogs.of(1))))))
                .build();
    }

    @Test
    void pricesOfMethodsThatThereAreNotAreNamedByTheirPath() {
        assertThat(ApiRules.problems(files("s.proto", TRAINED), service("grpc", "p.S/call")))
                .isEmpty();
        assertThat(ApiRules.problems(files("s.proto", TRAINED), service("grpc", "p.S/call", "p.S/other")))
                .containsExactly(new FileProblem(
                        "groups[0].pricing[0].details[0].method_pricing[1].method_name",
                        "the proto files have no method p.S/other; they have [p.S/call]"));
    }

    @Test
    void whatThePythonClientStumblesOverIsWarnedOf() {
        assertThat(ApiRules.warnings(files("s.proto", TRAINED))).isEmpty();
        assertThat(ApiRules.warnings(files(
                        "my_training.proto",
                        TRAINED,
                        "t.proto",
                        TRAINED.replace("\"training.proto\"", "'training.proto'"))))
                .extracting(FileProblem::path)
                .containsExactly("my_training.proto", "t.proto");
        assertThat(ApiRules.warnings(files("s.proto", TRAINED.replace("returns (A)", "returns (stream A)"))))
                .extracting(FileProblem::message)
                .containsExactly("p.S/call is a stream, and SDK 6 for Python finds nothing to train in streams");
    }

    @Test
    void filesAreReadOnceForAllThatIsAskedOfThem() {
        List<ProtoFile> files = new ArrayList<>(files("my_training.proto", TRAINED));

        ApiCheck.Checked checked = ApiRules.CHECK.check(files);
        files.clear();

        assertThat(checked.warnings()).extracting(FileProblem::path).containsExactly("my_training.proto");
        assertThat(checked.problems(service("grpc", "p.S/call"))).isEmpty();
        assertThat(checked.problems(service("http", "p.S/call"))).hasSize(1);
    }

    @Test
    void aServiceThatIsNoGrpcCannotBeTrained() {
        assertThat(ApiRules.problems(files("s.proto", TRAINED), service("http", "p.S/call")))
                .containsExactly(
                        new FileProblem("service_type", "is \"http\"; daemons train services of type grpc only"));
    }
}
