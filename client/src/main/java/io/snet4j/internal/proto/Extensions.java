package io.snet4j.internal.proto;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Extensions, and messages for {@code Any}, that a file may name in its options. */
final class Extensions {
    private final Map<String, FieldDescriptor> extensions = new HashMap<>();
    private final Map<String, Descriptor> types = new HashMap<>();
    private final Set<FileDescriptor> seen = new HashSet<>();

    /** What a file sees of itself or of one that it imports. */
    void add(FileDescriptor file) {
        if (seen.add(file)) {
            file.getExtensions().forEach(extension -> extensions.put(extension.getFullName(), extension));
            addTypes(file.getMessageTypes());
            file.getPublicDependencies().forEach(this::add);
        }
    }

    private void addTypes(Collection<Descriptor> messages) {
        for (Descriptor message : messages) {
            types.put(message.getFullName(), message);
            message.getExtensions().forEach(extension -> extensions.put(extension.getFullName(), extension));
            addTypes(message.getNestedTypes());
        }
    }

    Optional<Descriptor> type(String fullName) {
        return Optional.ofNullable(types.get(fullName));
    }

    /** The innermost scope wins, as everywhere in proto files. */
    Optional<FieldDescriptor> find(Descriptor extended, String name, String scope) {
        String prefix = name.startsWith(".") ? "" : scope;
        String relative = name.startsWith(".") ? name.substring(1) : name;
        while (true) {
            FieldDescriptor found = extensions.get(Names.join(prefix, relative));
            if (found != null && found.getContainingType().equals(extended)) {
                return Optional.of(found);
            }
            if (prefix.isEmpty()) {
                return Optional.empty();
            }
            prefix = prefix.substring(0, Math.max(0, prefix.lastIndexOf('.')));
        }
    }
}
