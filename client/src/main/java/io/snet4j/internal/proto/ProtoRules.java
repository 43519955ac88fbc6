package io.snet4j.internal.proto;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.snet4j.errors.MetadataException;
import io.snet4j.internal.core.Bounded;
import io.snet4j.publish.FileProblem;
import io.snet4j.registry.ProtoFile;
import io.snet4j.wire.training.TrainingDaemonProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What daemons want of the proto files of a service that is to be published. Stricter than reading: nothing is let
 * pass.
 */
public final class ProtoRules {
    private static final String TRAINING = "training.proto";
    private static final String PRICING = "pricing.proto";
    private static final Pattern TRAINING_PACKAGE = Pattern.compile("(?m)^\\s*package\\s+training\\s*;");
    private static final Pattern TRAINING_IMPORT = Pattern.compile("import\\s+(public\\s+)?[\"']training\\.proto[\"']");
    private static final String MODEL_ID = "training.ModelID";
    private static final Set<String> DATASET_TYPES = Set.of("zip", "tar", "tar.gz");

    /** The method that tells a price, as the daemon's pricing.proto has it. */
    private static final int PRICE_OPTION = 9_999_127;

    private final List<FileProblem> problems = new ArrayList<>();
    private final List<FileProblem> warnings = new ArrayList<>();
    private final Set<String> priced = new TreeSet<>();
    private final Map<String, MethodDescriptor> keys = new HashMap<>();
    private final Map<String, MethodDescriptor> methods = new TreeMap<>();
    private boolean trainable;

    private ProtoRules() {}

    /** @throws MetadataException only if nothing of them can be read */
    public static ProtoRules of(List<ProtoFile> files) {
        ProtoRules rules = new ProtoRules();
        Bounded.read(
                () -> {
                    rules.check(files);
                    return rules;
                },
                MetadataException::new);
        return rules;
    }

    public List<FileProblem> problems() {
        return List.copyOf(problems);
    }

    /** What SDK 6 for Python stumbles over, which reads line by line. */
    public List<FileProblem> warnings() {
        return List.copyOf(warnings);
    }

    /** By {@code package.Service/method}. */
    public Set<String> methods() {
        return methods.keySet();
    }

    /** Whether a method takes a model's id. */
    public boolean isTrainable() {
        return trainable;
    }

    private void check(List<ProtoFile> files) {
        Map<String, String> texts = new TreeMap<>();
        files.forEach(file -> texts.put(file.path(), file.text()));
        if (texts.containsKey(TRAINING)
                && !TRAINING_PACKAGE.matcher(texts.getOrDefault(TRAINING, "")).find()) {
            add(TRAINING, "is not the one of the platform: daemons put their own in its place; give it another name");
        }
        texts.forEach(this::forPython);
        LinkedFiles linked = ProtoLinker.link(texts);
        linked.troubles().forEach(trouble -> trouble(texts.keySet(), String.valueOf(trouble.getMessage())));
        for (FileDescriptor file : linked.files()) {
            file.getServices().forEach(service -> service.getMethods().forEach(this::check));
        }
        if (methods.isEmpty() && problems.isEmpty()) {
            add("", "there is no service with a method");
        }
        linked.files().stream()
                .filter(file -> imports(file, PRICING) && !texts.containsKey(PRICING))
                .forEach(file -> add(
                        file.getName(),
                        "imports pricing.proto, which clients know, but daemons do not: put it beside the others"));
        boolean imports = linked.files().stream().anyMatch(file -> imports(file, TRAINING));
        if (imports && !trainable) {
            add(
                    "",
                    "training.proto is imported, but no method's request has a field " + MODEL_ID
                            + ": daemons see nothing to train");
        }
        if (priced.size() > 1) {
            add(
                    "",
                    "methods that tell prices are named in " + String.join(" and ", priced)
                            + "; daemons keep those of one file only, so put them together");
        }
    }

    private void forPython(String path, String text) {
        if (path.contains("training")) {
            warn(path, "has \"training\" in its name, and SDK 6 for Python opens no service with such a file");
        } else if (TRAINING_IMPORT.matcher(text).find() && !text.contains("import \"" + TRAINING + "\";")) {
            warn(
                    path,
                    "imports training.proto otherwise than by import \"training.proto\"; where SDK 6 for Python looks"
                            + " for these very words");
        }
    }

    /** Of its file, if it begins with that one's name. */
    private void trouble(Set<String> paths, String message) {
        String path = paths.stream()
                .filter(each -> message.startsWith(each + " ") || message.startsWith(each + ":"))
                .findFirst()
                .orElse("");
        add(path, path.isEmpty() ? message : message.substring(path.length()).replaceFirst("^[: ]+", ""));
    }

    private static boolean imports(FileDescriptor file, String name) {
        return file.getDependencies().stream()
                .anyMatch(imported -> imported.getName().equals(name));
    }

    private void check(MethodDescriptor method) {
        methods.put(ServiceProtos.fullName(method), method);
        String file = method.getFile().getName();
        long models = method.getInputType().getFields().stream()
                .filter(ProtoRules::isModel)
                .count();
        boolean repeated =
                method.getInputType().getFields().stream().anyMatch(field -> isModel(field) && field.isRepeated());
        TrainingDaemonProto.MethodMetadata options = options(method);
        boolean wants = !options.equals(TrainingDaemonProto.MethodMetadata.getDefaultInstance());
        trainable |= models > 0;
        if (models > 0) {
            forPython(file, method);
        }
        if (models > 1 || repeated) {
            add(file, name(method) + " takes several " + MODEL_ID + "; clients put one model's id into one field");
        }
        if (wants && models == 0) {
            add(file, name(method) + " has options of training, but its request has no field " + MODEL_ID);
        }
        if (wants) {
            checkOptions(file, method, options);
        }
        // The daemon finds options by service and method without packages, written together.
        MethodDescriptor other = keys.put(method.getService().getName() + method.getName(), method);
        if (other != null && (models > 0 || isTrained(other))) {
            add(
                    file,
                    name(method) + " and " + name(other)
                            + " are one to daemons, which see no packages in training; rename one");
        }
    }

    private void checkOptions(String file, MethodDescriptor method, TrainingDaemonProto.MethodMetadata options) {
        long all = options.getDatasetMaxSizeMb();
        long single = options.getDatasetMaxSizeSingleFileMb();
        if (all != 0 && Long.compareUnsigned(single, all) > 0) {
            add(
                    file,
                    name(method) + " allows a file of " + Long.toUnsignedString(single) + " MB in a dataset of "
                            + Long.toUnsignedString(all) + " MB");
        }
        for (String type : options.getDatasetType().split("[\\s,;\\[\\]\"']+")) {
            if (!type.isEmpty() && !DATASET_TYPES.contains(type.replaceFirst("^\\.", ""))) {
                add(file, name(method) + " wants datasets as \"" + type + "\"; there are zip, tar and tar.gz");
            }
        }
    }

    /** The options have the numbers and types of the daemon's message. */
    private TrainingDaemonProto.MethodMetadata options(MethodDescriptor method) {
        try {
            byte[] bytes = method.getOptions().toByteArray();
            UnknownFieldSet fields = UnknownFieldSet.parseFrom(bytes);
            if (fields.hasField(PRICE_OPTION)) {
                priced.add(method.getFile().getName());
            }
            TrainingDaemonProto.MethodMetadata options = TrainingDaemonProto.MethodMetadata.parseFrom(bytes);
            return options.toBuilder()
                    .setUnknownFields(UnknownFieldSet.getDefaultInstance())
                    .build();
        } catch (InvalidProtocolBufferException e) {
            add(method.getFile().getName(), name(method) + " has options of other types than the daemon's");
            return TrainingDaemonProto.MethodMetadata.getDefaultInstance();
        }
    }

    private void forPython(String file, MethodDescriptor method) {
        if (method.isClientStreaming() || method.isServerStreaming()) {
            warn(file, name(method) + " is a stream, and SDK 6 for Python finds nothing to train in streams");
        }
    }

    private static boolean isTrained(MethodDescriptor method) {
        return method.getInputType().getFields().stream().anyMatch(ProtoRules::isModel);
    }

    private static boolean isModel(FieldDescriptor field) {
        return field.getJavaType() == JavaType.MESSAGE
                && field.getMessageType().getFullName().equals(MODEL_ID);
    }

    private static String name(MethodDescriptor method) {
        return ServiceProtos.fullName(method);
    }

    private void warn(String path, String message) {
        warnings.add(new FileProblem(path, message));
    }

    private void add(String path, String message) {
        problems.add(new FileProblem(path, message));
    }
}
