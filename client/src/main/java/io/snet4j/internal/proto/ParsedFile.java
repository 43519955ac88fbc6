package io.snet4j.internal.proto;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Message;
import io.snet4j.errors.MetadataException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One file before it is linked: names of types as they were written, options still to be read, and what of it cannot be
 * read. Not thread-safe.
 */
final class ParsedFile {
    private static final int MAX_SCOPE = 1000;

    private static final int EDITION_2024 = 1001;

    /** With more of them it is no proto file. */
    private static final int MAX_TROUBLES = 200;

    private final String path;
    private final FileDescriptorProto.Builder proto;
    private final List<OptionSite> options = new ArrayList<>();
    private final Map<String, MetadataException> broken = new LinkedHashMap<>();
    private final Map<String, MetadataException> brokenMethods = new LinkedHashMap<>();
    private final Map<String, MetadataException> missing = new LinkedHashMap<>();
    private final List<String> optionImports = new ArrayList<>();
    private final List<MetadataException> troubles = new ArrayList<>();

    ParsedFile(String path) {
        this.path = path;
        this.proto = FileDescriptorProto.newBuilder().setName(path);
    }

    String path() {
        return path;
    }

    FileDescriptorProto.Builder proto() {
        return proto;
    }

    List<OptionSite> options() {
        return options;
    }

    /** Messages, enums and services that exist but cannot be read, by full name. */
    Map<String, MetadataException> broken() {
        return broken;
    }

    /** By {@code package.Service/method}. */
    Map<String, MetadataException> brokenMethods() {
        return brokenMethods;
    }

    /** All of them, also those of no element. */
    List<MetadataException> troubles() {
        return troubles;
    }

    void breaks(String element, MetadataException reason) {
        if (!element.isEmpty()) {
            broken.putIfAbsent(element, reason);
        }
        adds(reason);
    }

    void breaksMethod(String service, String method, MetadataException reason) {
        brokenMethods.putIfAbsent(service + "/" + method, reason);
        adds(reason);
    }

    void adds(MetadataException trouble) {
        troubles.add(trouble);
        if (troubles.size() > MAX_TROUBLES) {
            throw troubles.get(0);
        }
    }

    boolean isProto3() {
        return proto.getSyntax().equals("proto3");
    }

    boolean hasEdition() {
        return proto.getSyntax().equals("editions");
    }

    /** By number, because older protobufs have no name for it. */
    boolean isFrom2024() {
        return hasEdition() && proto.getEdition().getNumber() >= EDITION_2024;
    }

    /** Of files that are there for the options of this one only. */
    List<String> optionImports() {
        return optionImports;
    }

    /** A file that it imports and that is not there. */
    void misses(String path, MetadataException reason) {
        if (missing.putIfAbsent(path, reason) == null) {
            adds(reason);
        }
    }

    /** Why a name may not be known, to be added to a message. */
    String firstMissing() {
        return missing.isEmpty()
                ? ""
                : " (" + missing.values().iterator().next().getMessage() + ")";
    }

    /** Without imports that are not there. */
    FileDescriptorProto importing(Set<String> paths) {
        if (paths.containsAll(proto.getDependencyList())) {
            return proto.build();
        }
        List<String> all = proto.getDependencyList();
        List<String> there = List.copyOf(paths);
        FileDescriptorProto.Builder copy = proto.build().toBuilder();
        copy.clearDependency().clearPublicDependency().clearWeakDependency().addAllDependency(there);
        for (int i = 0; i < there.size(); i++) {
            int before = all.indexOf(there.get(i));
            if (proto.getPublicDependencyList().contains(before)) {
                copy.addPublicDependency(i);
            }
            if (proto.getWeakDependencyList().contains(before)) {
                copy.addWeakDependency(i);
            }
        }
        return copy.build();
    }

    /** Remembers options, which need all files first. */
    void options(String owner, String scope, List<OptionText> texts, Supplier<? extends Message.Builder> target) {
        if (!texts.isEmpty()) {
            options.add(new OptionSite(owner, scope, target.get(), List.copyOf(texts)));
        }
    }

    /** Each member of a scope has a full name of its own, with this in it. */
    static String scope(Tokens tokens, String outer, String name) {
        String scope = Names.join(outer, name);
        if (scope.length() > MAX_SCOPE) {
            throw new MetadataException(tokens.place() + ": a full name of more than " + MAX_SCOPE + " characters");
        }
        return scope;
    }
}
