package io.snet4j.internal.proto;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.squareup.wire.schema.internal.parser.OptionElement;
import com.squareup.wire.schema.internal.parser.OptionElement.Kind;
import io.snet4j.errors.MetadataException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Makes descriptors of proto files that may import each other. Linked twice: names must be known before custom options
 * can be read. Protobuf's descriptors know only the files they were built from, so services share nothing.
 */
final class ProtoLinker {
    private static final int MAX_FILES = 500;
    private static final int MAX_CHARACTERS = 4 << 20;

    /** Of files that import each other in a row; each is one of recursion. */
    private static final int MAX_CHAIN = 64;

    private final Map<String, FileAssembly> sources = new TreeMap<>();
    private final Map<String, FileDescriptor> linked = new HashMap<>();
    private final Set<String> open = new LinkedHashSet<>();

    private ProtoLinker(Map<String, String> files) {
        long characters = files.values().stream().mapToLong(String::length).sum();
        if (files.size() > MAX_FILES || characters > MAX_CHARACTERS) {
            throw new MetadataException("the proto files are too many or too big to be read: " + files.size()
                    + " of at most " + MAX_FILES + ", with " + characters + " characters of at most " + MAX_CHARACTERS);
        }
        files.forEach((path, text) -> {
            if (KnownFiles.fixed(path).isEmpty()) {
                sources.put(path, FileAssembly.read(path, text));
            }
        });
    }

    /**
     * @param files text by path, as others import it
     * @return of these files, by path, without those that everybody has
     * @throws MetadataException naming the file
     */
    static List<FileDescriptor> link(Map<String, String> files) {
        ProtoLinker linker = new ProtoLinker(files);
        linker.applyOptions(ProtoLinker::isPlain);
        linker.linkAll();
        linker.applyOptions(option -> !isPlain(option));
        linker.sources.forEach((path, source) -> LinkedNames.put(linker.file(path), source.proto()));
        return linker.linkAll();
    }

    /** Whether an option can be read without knowing other files; some of these matter for linking. */
    private static boolean isPlain(OptionElement option) {
        return !option.isParenthesized() && option.getKind() != Kind.OPTION;
    }

    private void applyOptions(Predicate<OptionElement> which) {
        for (FileAssembly source : sources.values()) {
            Optional<FileDescriptor> file = Optional.ofNullable(linked.get(source.path()));
            OptionValues values =
                    new OptionValues(file.map(ProtoLinker::visibleExtensions).orElse(Map.of()));
            for (OptionSite site : source.options()) {
                site.options().stream().filter(which).forEach(option -> values.apply(site, option));
            }
        }
    }

    private static Map<String, FieldDescriptor> visibleExtensions(FileDescriptor file) {
        Map<String, FieldDescriptor> extensions = new HashMap<>();
        Set<FileDescriptor> seen = new HashSet<>();
        addExtensions(file, extensions, seen);
        file.getDependencies().forEach(each -> addExtensions(each, extensions, seen));
        return extensions;
    }

    private static void addExtensions(
            FileDescriptor file, Map<String, FieldDescriptor> extensions, Set<FileDescriptor> seen) {
        if (seen.add(file)) {
            file.getExtensions().forEach(extension -> extensions.put(extension.getFullName(), extension));
            addNested(file.getMessageTypes(), extensions);
            file.getPublicDependencies().forEach(each -> addExtensions(each, extensions, seen));
        }
    }

    private static void addNested(Collection<Descriptor> types, Map<String, FieldDescriptor> extensions) {
        for (Descriptor type : types) {
            type.getExtensions().forEach(extension -> extensions.put(extension.getFullName(), extension));
            addNested(type.getNestedTypes(), extensions);
        }
    }

    private List<FileDescriptor> linkAll() {
        linked.clear();
        List<FileDescriptor> files = new ArrayList<>();
        sources.keySet().forEach(path -> files.add(file(path)));
        return files;
    }

    private FileDescriptor file(String path) {
        FileDescriptor done = linked.get(path);
        if (done != null) {
            return done;
        }
        if (!open.add(path)) {
            throw new MetadataException("proto files import each other in a circle: " + open);
        }
        if (open.size() > MAX_CHAIN) {
            throw new MetadataException(
                    "more than " + MAX_CHAIN + " proto files import each other in a row, the last is " + path);
        }
        FileDescriptorProto proto =
                Objects.requireNonNull(sources.get(path)).proto().build();
        FileDescriptor[] imports = new FileDescriptor[proto.getDependencyCount()];
        for (int i = 0; i < imports.length; i++) {
            imports[i] = imported(path, proto.getDependency(i));
        }
        try {
            FileDescriptor file = FileDescriptor.buildFrom(proto, imports);
            linked.put(path, file);
            return file;
        } catch (DescriptorValidationException e) {
            throw new MetadataException(path + " cannot be read: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            // Protobuf trusts that protoc saw the file first.
            throw new MetadataException(path + " cannot be read: " + e, e);
        } finally {
            open.remove(path);
        }
    }

    private FileDescriptor imported(String path, String wanted) {
        Optional<FileDescriptor> fixed = KnownFiles.fixed(wanted);
        if (fixed.isPresent()) {
            return fixed.get();
        }
        if (sources.containsKey(wanted)) {
            return file(wanted);
        }
        return KnownFiles.fallback(wanted)
                .orElseThrow(() -> new MetadataException(path + " imports \"" + wanted
                        + "\", which the service does not publish; it publishes " + sources.keySet()));
    }
}
