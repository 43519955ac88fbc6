package io.snet4j.internal.proto;

import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.snet4j.errors.MetadataException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes descriptors of proto files that may import each other. Linked twice: names must be known before custom options
 * can be read. Protobuf's descriptors know only the files they were built from, so services share nothing.
 */
final class ProtoLinker {
    private static final int MAX_FILES = 500;
    private static final int MAX_CHARACTERS = 4 << 20;

    /** Of files that import each other in a row; each is one of recursion. */
    private static final int MAX_CHAIN = 64;

    /** Of files that are linked again, because something of them could not be. */
    private static final int MAX_CHARACTERS_AGAIN = 16 << 20;

    private final Map<String, ParsedFile> sources = new TreeMap<>();
    private final Map<String, MetadataException> unreadable = new TreeMap<>();
    private final Map<String, Integer> lengths = new TreeMap<>();
    private final Map<String, FileDescriptor> linked = new HashMap<>();
    private final Set<String> open = new LinkedHashSet<>();
    private int charactersAgain;

    private ProtoLinker(Map<String, String> files) {
        long characters = files.values().stream().mapToLong(String::length).sum();
        if (files.size() > MAX_FILES || characters > MAX_CHARACTERS) {
            throw new MetadataException("the proto files are too many or too big to be read: " + files.size()
                    + " of at most " + MAX_FILES + ", with " + characters + " characters of at most " + MAX_CHARACTERS);
        }
        TokenBudget budget = new TokenBudget();
        files.forEach((path, text) -> {
            if (KnownFiles.fixed(path).isEmpty()) {
                lengths.put(path, text.length());
                reading(path, () -> sources.put(path, FileParser.read(path, text, budget)));
            }
        });
    }

    /**
     * @param files text by path, as others import it
     * @return of these files, without those that everybody has
     * @throws MetadataException if they are too many or too big
     */
    static LinkedFiles link(Map<String, String> files) {
        ProtoLinker linker = new ProtoLinker(files);
        linker.applyOptions(true);
        linker.linkAll();
        linker.applyOptions(false);
        linker.linked.forEach(
                (path, file) -> LinkedNames.put(file, linker.source(path).proto()));
        linker.linkAll();
        return LinkedFiles.of(linker.linked, linker.sources.values(), linker.unreadable.values());
    }

    /** A file that cannot be read costs those that need it something, but not the others. */
    private void reading(String path, Runnable reader) {
        try {
            reader.run();
        } catch (MetadataException e) {
            fails(path, e);
        } catch (RuntimeException e) {
            // Protobuf trusts that protoc saw the file first.
            fails(path, new MetadataException(path + " cannot be read: " + e, e));
        }
    }

    private void fails(String path, MetadataException reason) {
        sources.remove(path);
        linked.remove(path);
        unreadable.putIfAbsent(path, reason);
    }

    private ParsedFile source(String path) {
        return Objects.requireNonNull(sources.get(path), path);
    }

    private void applyOptions(boolean plain) {
        for (ParsedFile source : List.copyOf(sources.values())) {
            Extensions extensions = new Extensions();
            FileDescriptor file = linked.get(source.path());
            if (file != null) {
                extensions.add(file);
                file.getDependencies().forEach(extensions::add);
                source.optionImports().forEach(path -> ifThere(path).ifPresent(extensions::add));
            }
            reading(source.path(), () -> new OptionReader(source, extensions).read(plain));
        }
    }

    private Optional<FileDescriptor> ifThere(String path) {
        return KnownFiles.fixed(path)
                .or(() -> Optional.ofNullable(linked.get(path)))
                .or(() -> KnownFiles.fallback(path));
    }

    private void linkAll() {
        linked.clear();
        for (String path : List.copyOf(sources.keySet())) {
            reading(path, () -> file(path));
        }
    }

    private FileDescriptor file(String path) {
        FileDescriptor done = linked.get(path);
        if (done != null) {
            return done;
        }
        if (!open.add(path)) {
            throw new MetadataException("proto files import each other in a circle: " + open);
        }
        try {
            if (open.size() > MAX_CHAIN) {
                throw new MetadataException(
                        "more than " + MAX_CHAIN + " proto files import each other in a row, the last is " + path);
            }
            FileDescriptor file = build(source(path));
            linked.put(path, file);
            return file;
        } finally {
            open.remove(path);
        }
    }

    private FileDescriptor build(ParsedFile source) {
        Map<String, FileDescriptor> imports = new LinkedHashMap<>();
        for (String wanted : source.proto().getDependencyList()) {
            try {
                imports.put(wanted, imported(source.path(), wanted));
            } catch (MetadataException e) {
                source.misses(wanted, e);
            }
        }
        FileDescriptor[] dependencies = imports.values().toArray(FileDescriptor[]::new);
        while (true) {
            try {
                return FileDescriptor.buildFrom(source.importing(imports.keySet()), dependencies);
            } catch (DescriptorValidationException e) {
                MetadataException reason = new MetadataException(
                        source.path() + " cannot be read: " + e.getMessage() + source.firstMissing(), e);
                charactersAgain += lengths.getOrDefault(source.path(), 0);
                if (charactersAgain > MAX_CHARACTERS_AGAIN
                        || !new Repairs(source, reason).take(e.getProblemSymbolName())) {
                    throw reason;
                }
            }
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
        MetadataException reason = unreadable.get(wanted);
        if (reason != null) {
            throw new MetadataException(path + " imports \"" + wanted + "\": " + reason.getMessage(), reason);
        }
        return KnownFiles.fallback(wanted)
                .orElseThrow(() -> new MetadataException(path + " imports \"" + wanted
                        + "\", which the service does not publish; it publishes " + lengths.keySet()));
    }
}
