package io.snet4j.internal.proto;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import io.snet4j.errors.MetadataException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Descriptors, and what stands behind those that are not what the files say. */
final class LinkedFiles {
    private final List<FileDescriptor> files;

    /** Of types that cannot be used, by full name. */
    private final Map<String, MetadataException> broken = new HashMap<>();

    private final Map<String, MetadataException> methods = new TreeMap<>();
    private final List<MetadataException> troubles = new ArrayList<>();

    private LinkedFiles(Map<String, FileDescriptor> files) {
        this.files = List.copyOf(new TreeMap<>(files).values());
    }

    static LinkedFiles of(
            Map<String, FileDescriptor> linked,
            Collection<ParsedFile> parsed,
            Collection<MetadataException> unreadable) {
        LinkedFiles files = new LinkedFiles(linked);
        files.troubles.addAll(unreadable);
        for (ParsedFile file : parsed) {
            file.broken().forEach(files.broken::putIfAbsent);
            file.brokenMethods().forEach(files.methods::putIfAbsent);
            files.troubles.addAll(file.troubles());
        }
        files.requireNamesOnce();
        files.spread();
        return files;
    }

    /** By path. */
    List<FileDescriptor> files() {
        return files;
    }

    /** Why a message, an enum or a service cannot be used. */
    Optional<MetadataException> broken(String fullName) {
        return Optional.ofNullable(broken.get(fullName));
    }

    /** Methods of which protobuf has no descriptor, by {@code package.Service/method}. */
    Map<String, MetadataException> methods() {
        return methods;
    }

    List<MetadataException> troubles() {
        return troubles;
    }

    /** Linking sees only those files together of which one imports the other. */
    private void requireNamesOnce() {
        Map<String, GenericDescriptor> names = new HashMap<>();
        for (FileDescriptor file : files) {
            List<GenericDescriptor> all = new ArrayList<>(file.getMessageTypes());
            all.addAll(file.getEnumTypes());
            all.addAll(file.getServices());
            for (GenericDescriptor each : all) {
                GenericDescriptor other = names.put(each.getFullName(), each);
                if (other != null) {
                    MetadataException reason = new MetadataException("both "
                            + other.getFile().getName() + " and " + file.getName() + " define " + each.getFullName());
                    broken.putIfAbsent(each.getFullName(), reason);
                    troubles.add(reason);
                }
            }
        }
    }

    /** What has a field of a broken type is broken, too. */
    private void spread() {
        Map<String, List<String>> users = new HashMap<>();
        files.forEach(file -> file.getMessageTypes().forEach(type -> addUsers(type, users)));
        Deque<String> next = new ArrayDeque<>(broken.keySet());
        while (!next.isEmpty()) {
            String type = next.remove();
            MetadataException reason = broken.get(type);
            for (String user : users.getOrDefault(type, List.of())) {
                if (broken.putIfAbsent(user, reason) == null) {
                    next.add(user);
                }
            }
        }
    }

    private static void addUsers(Descriptor type, Map<String, List<String>> users) {
        type.getNestedTypes().forEach(nested -> addUsers(nested, users));
        for (FieldDescriptor field : type.getFields()) {
            if (field.getJavaType() == JavaType.MESSAGE) {
                addUser(field.getMessageType().getFullName(), type, users);
            } else if (field.getJavaType() == JavaType.ENUM) {
                addUser(field.getEnumType().getFullName(), type, users);
            }
        }
    }

    private static void addUser(String used, Descriptor user, Map<String, List<String>> users) {
        users.computeIfAbsent(used, name -> new ArrayList<>()).add(user.getFullName());
    }
}
