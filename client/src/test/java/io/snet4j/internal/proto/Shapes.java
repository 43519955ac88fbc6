package io.snet4j.internal.proto;

import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.ExtensionRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The proto files of {@code src/test/protobuf}, a folder each, and what protoc made of them in this build. */
public final class Shapes {
    private static final Path ROOT = Path.of("src/test/protobuf");
    private static final Map<String, FileDescriptor> PROTOC = protoc();

    private Shapes() {}

    public static List<String> names() {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Text by path. */
    public static Map<String, String> files(String shape) {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(ROOT.resolve(shape))) {
            for (Path path : paths.toList()) {
                files.put(shape + "/" + path.getFileName(), Files.readString(path));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** A file as protoc sees it. */
    public static FileDescriptor protoc(String path) {
        return Objects.requireNonNull(PROTOC.get(path), path);
    }

    /** With all that is in options read as far down as protoc knows it. */
    static DynamicMessage withOptions(FileDescriptorProto file) {
        ExtensionRegistry known = ExtensionRegistry.newInstance();
        PROTOC.values().forEach(each -> {
            each.getExtensions().forEach(extension -> add(known, extension));
            each.getMessageTypes().forEach(type -> addNested(known, type));
        });
        try {
            return DynamicMessage.parseFrom(FileDescriptorProto.getDescriptor(), file.toByteString(), known);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void addNested(ExtensionRegistry known, Descriptor type) {
        type.getExtensions().forEach(extension -> add(known, extension));
        type.getNestedTypes().forEach(nested -> addNested(known, nested));
    }

    private static void add(ExtensionRegistry known, FieldDescriptor extension) {
        if (extension.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            known.add(extension, DynamicMessage.getDefaultInstance(extension.getMessageType()));
        } else {
            known.add(extension);
        }
    }

    private static Map<String, FileDescriptor> protoc() {
        try (InputStream set = Objects.requireNonNull(Shapes.class.getResourceAsStream("/shapes.desc"))) {
            Map<String, FileDescriptor> files = new LinkedHashMap<>();
            files.put("google/protobuf/descriptor.proto", DescriptorProtos.getDescriptor());
            // protoc writes what is imported before what imports it.
            for (FileDescriptorProto file : FileDescriptorSet.parseFrom(set).getFileList()) {
                if (!files.containsKey(file.getName())) {
                    FileDescriptor[] imports =
                            file.getDependencyList().stream().map(files::get).toArray(FileDescriptor[]::new);
                    files.put(file.getName(), FileDescriptor.buildFrom(file, imports));
                }
            }
            return files;
        } catch (IOException | DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }
}
