package io.snet4j.internal.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ListValue;
import com.google.protobuf.Value;
import io.snet4j.internal.dataset.DatasetRules;
import io.snet4j.training.MethodMetadata;
import io.snet4j.training.Model;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelList;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.Page;
import io.snet4j.training.TrainingMetadata;
import io.snet4j.value.MethodRef;
import io.snet4j.wire.training.TrainingDaemonProto;
import io.snet4j.wire.training.TrainingProto.ModelResponse;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A daemon that chooses names of one hash, or texts on which an expression begins anew at each character. Where that
 * counts, each test takes many minutes.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EqualHashesTest {
    private static final int MANY = 400_000;

    /** Three pairs of one hash, which stay so in lower case. */
    private static final String[] PAIRS = {"a~", "b_", "c@"};

    private static String text(int number) {
        StringBuilder text = new StringBuilder();
        for (int rest = number, i = 0; i < 12; i++, rest /= 3) {
            text.append(PAIRS[rest % 3]);
        }
        return text.toString();
    }

    private static List<String> texts() {
        return IntStream.range(0, MANY).mapToObj(EqualHashesTest::text).toList();
    }

    private static String address(int number) {
        byte[] bytes = new byte[20];
        for (int rest = number, i = 0; i < 20; i += 2, rest /= 8) {
            bytes[i] = (byte) (rest % 8);
            bytes[i + 1] = (byte) (127 - 31 * (rest % 8));
        }
        return "0x" + HexFormat.of().formatHex(bytes);
    }

    private static Model model(String id) {
        return new Model(
                new ModelId(id),
                ModelStatus.CREATED,
                "",
                "",
                new MethodRef("service", "method"),
                false,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void theTextsOfThisTestHaveOneHash() {
        assertThat(texts().stream().map(String::hashCode).distinct()).hasSize(1);
        assertThat(texts().stream().sorted(Comparator.naturalOrder()).distinct().count())
                .isEqualTo(MANY);
    }

    @Test
    void theAddressesOfAModelAreRead() {
        Model model = WireModels.model(ModelResponse.newBuilder()
                .setModelId("m")
                .addAllAddressList(IntStream.range(0, MANY)
                        .mapToObj(EqualHashesTest::address)
                        .toList())
                .build());

        assertThat(model.addressesWithAccess().size()).isEqualTo(MANY);
        assertThat(model.addressesWithAccess().stream()
                        .mapToInt(Object::hashCode)
                        .distinct())
                .hasSize(1);
    }

    @Test
    void theMethodsOfAServiceAreRead() {
        ListValue methods = ListValue.newBuilder()
                .addAllValues(texts().stream()
                        .map(text -> Value.newBuilder().setStringValue(text).build())
                        .toList())
                .build();

        TrainingMetadata metadata = WireModels.metadata(TrainingDaemonProto.TrainingMetadata.newBuilder()
                .putTrainingMethods("service", methods)
                .build());

        assertThat(metadata.methods().size()).isEqualTo(MANY);
    }

    @Test
    void theTypesOfADatasetAreRead() {
        String types = texts().stream().collect(Collectors.joining(","));

        MethodMetadata metadata = WireModels.metadata(TrainingDaemonProto.MethodMetadata.newBuilder()
                .setDatasetFilesType(types)
                .build());

        assertThat(metadata.dataset().fileTypes().size()).isEqualTo(MANY);
        assertThat(DatasetRules.of(metadata.dataset())).isNotNull();
    }

    @Test
    void theDotsOfATypeAreRead() {
        MethodMetadata metadata = WireModels.metadata(TrainingDaemonProto.MethodMetadata.newBuilder()
                .setDatasetFilesType("zip,a" + ".".repeat(3_000_000) + "b")
                .build());

        assertThat(DatasetRules.of(metadata.dataset())).isNotNull();
    }

    @Test
    void theModelsOfAListAreRead() {
        int size = 1000;
        ModelList list = new LazyModelList(
                number -> new Page<>(
                        IntStream.range(number * size, (number + 1) * size)
                                .mapToObj(i -> model(text(i)))
                                .toList(),
                        number,
                        number < MANY / size - 1),
                1000);

        assertThat(list.stream().count()).isEqualTo(MANY);
    }
}
