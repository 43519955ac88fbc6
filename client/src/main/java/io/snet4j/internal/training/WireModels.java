package io.snet4j.internal.training;

import com.google.protobuf.ListValue;
import com.google.protobuf.Value;
import io.snet4j.dataset.DatasetLimits;
import io.snet4j.training.MethodMetadata;
import io.snet4j.training.Model;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.TrainingMetadata;
import io.snet4j.value.Address;
import io.snet4j.value.MethodRef;
import io.snet4j.wire.training.TrainingProto.ModelResponse;
import io.snet4j.wire.training.TrainingProto.Status;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** Between wire messages and ours. Tolerant where a daemon may say what we do not know. */
final class WireModels {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd-MM-yyyy", Locale.ROOT);
    private static final long MEBIBYTE = 1 << 20;
    private static final Comparator<MethodRef> METHODS =
            Comparator.comparing(MethodRef::service).thenComparing(MethodRef::method);

    /** Where a daemon names no service or no method. */
    static final String UNKNOWN = "unknown";

    private WireModels() {}

    static Model model(ModelResponse wire) {
        return new Model(
                new ModelId(wire.getModelId()),
                status(wire.getStatus()),
                wire.getName(),
                wire.getDescription(),
                new MethodRef(orUnknown(wire.getGrpcServiceName()), orUnknown(wire.getGrpcMethodName())),
                wire.getIsPublic(),
                wire.getAddressListList().stream()
                        .flatMap(text -> address(text).stream())
                        .collect(sorted(Comparator.naturalOrder())),
                Optional.of(wire.getTrainingDataLink()).filter(link -> !link.isEmpty()),
                address(wire.getCreatedByAddress()),
                address(wire.getUpdatedByAddress()),
                day(wire.getCreatedDate()),
                day(wire.getUpdatedDate()));
    }

    static ModelStatus status(Status wire) {
        return switch (wire) {
            case CREATED -> ModelStatus.CREATED;
            case VALIDATING -> ModelStatus.VALIDATING;
            case VALIDATED -> ModelStatus.VALIDATED;
            case TRAINING -> ModelStatus.TRAINING;
            case READY_TO_USE -> ModelStatus.READY_TO_USE;
            case ERRORED -> ModelStatus.ERRORED;
            case DELETED -> ModelStatus.DELETED;
            case UNRECOGNIZED -> ModelStatus.UNRECOGNIZED;
        };
    }

    static Status status(ModelStatus status) {
        return Status.valueOf(status.name());
    }

    static TrainingMetadata metadata(io.snet4j.wire.training.TrainingDaemonProto.TrainingMetadata wire) {
        List<MethodRef> methods = new ArrayList<>();
        for (Map.Entry<String, ListValue> service : wire.getTrainingMethodsMap().entrySet()) {
            for (Value method : service.getValue().getValuesList()) {
                if (!service.getKey().isBlank() && !method.getStringValue().isBlank()) {
                    methods.add(new MethodRef(service.getKey(), method.getStringValue()));
                }
            }
        }
        return new TrainingMetadata(
                wire.getTrainingEnabled(),
                wire.getTrainingInProto(),
                methods.stream().collect(sorted(METHODS)));
    }

    static MethodMetadata metadata(io.snet4j.wire.training.TrainingDaemonProto.MethodMetadata wire) {
        return new MethodMetadata(
                Optional.of(wire.getDefaultModelId())
                        .filter(id -> !id.isBlank())
                        .map(ModelId::new),
                limit(wire.getMaxModelsPerUser(), 1),
                new DatasetLimits(
                        limit(wire.getDatasetMaxSizeMb(), MEBIBYTE),
                        limit(wire.getDatasetMaxSizeSingleFileMb(), MEBIBYTE),
                        limit(wire.getDatasetMaxCountFiles(), 1),
                        types(wire.getDatasetFilesType()),
                        types(wire.getDatasetType()),
                        wire.getDatasetDescription()));
    }

    /** Zero means none; so does what no file can reach. */
    private static OptionalLong limit(long unsigned, long unit) {
        boolean none = unsigned == 0 || Long.compareUnsigned(unsigned, Long.MAX_VALUE / unit) > 0;
        return none ? OptionalLong.empty() : OptionalLong.of(unsigned * unit);
    }

    private static Set<String> types(String commaSeparated) {
        return Arrays.stream(commaSeparated.split(","))
                .map(type -> type.strip().toLowerCase(Locale.ROOT))
                .map(type -> type.startsWith(".") ? type.substring(1) : type)
                .filter(type -> !type.isEmpty())
                .collect(sorted(Comparator.naturalOrder()));
    }

    /** No set that hashes: strangers can choose what has one hash, and each then waits for all others. */
    private static <T> Collector<T, ?, Set<T>> sorted(Comparator<? super T> order) {
        return Collectors.collectingAndThen(
                Collectors.toCollection(() -> new TreeSet<>(order)), Collections::unmodifiableSet);
    }

    /** In lower case: daemons change the case of some addresses, which breaks the checksum of others. */
    private static Optional<Address> address(String text) {
        try {
            return Optional.of(Address.parse(text.strip().toLowerCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text, DAY));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** An old record may lack a name; the model is still one. */
    private static String orUnknown(String name) {
        return name.isBlank() || name.indexOf('/') >= 0 ? UNKNOWN : name;
    }
}
