package io.snet4j.internal.dataset;

import io.snet4j.dataset.DatasetLimits;
import io.snet4j.errors.InvalidRequestException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a method's metadata asks of a dataset. Sizes in bytes; zero, or a value beyond {@code long} that looks negative,
 * is no limit; an empty set allows any type. Immutable.
 */
public final class DatasetRules {
    /** No limits at all: only the archive itself is checked. */
    public static final DatasetRules NONE = of(0, 0, 0, List.of(), List.of());

    private final long maxArchiveBytes;
    private final long maxFileBytes;
    private final long maxFiles;
    private final List<String> fileTypes;
    private final Set<String> acceptedExtensions;
    private final List<String> archiveTypes;

    private DatasetRules(long maxArchiveBytes, long maxFileBytes, long maxFiles, Set<String> files, Set<String> types) {
        this.maxArchiveBytes = unlimitedIfNotPositive(maxArchiveBytes);
        this.maxFileBytes = unlimitedIfNotPositive(maxFileBytes);
        this.maxFiles = unlimitedIfNotPositive(maxFiles);
        this.fileTypes = List.copyOf(files);
        this.acceptedExtensions = Collections.unmodifiableSet(TypeNames.withSynonyms(files));
        this.archiveTypes = List.copyOf(types);
    }

    /**
     * @param fileTypes {@code dataset_files_type}, as one text or already split
     * @param archiveTypes {@code dataset_type}, as one text or already split; {@code tgz} means {@code tar.gz}
     */
    public static DatasetRules of(
            long maxArchiveBytes,
            long maxFileBytes,
            long maxFiles,
            Collection<String> fileTypes,
            Collection<String> archiveTypes) {
        return new DatasetRules(
                maxArchiveBytes, maxFileBytes, maxFiles, TypeNames.parse(fileTypes), TypeNames.parse(archiveTypes));
    }

    /** What a method's metadata says, as the client read it. */
    public static DatasetRules of(DatasetLimits limits) {
        return of(
                limits.maxArchiveBytes().orElse(0),
                limits.maxFileBytes().orElse(0),
                limits.maxFiles().orElse(0),
                limits.fileTypes(),
                limits.archiveTypes());
    }

    /**
     * The type to pack a folder into: the first of zip, tar.gz and tar that the service takes.
     *
     * @throws InvalidRequestException if it takes none of them
     */
    public ArchiveType packingType() {
        for (ArchiveType type : ArchiveType.values()) {
            if (allows(type)) {
                return type;
            }
        }
        throw new InvalidRequestException("the service takes datasets of type " + String.join(", ", archiveTypes)
                + ", into which a folder cannot be packed; give a file of that type");
    }

    boolean allows(ArchiveType type) {
        return archiveTypes.isEmpty() || archiveTypes.stream().anyMatch(type.names()::contains);
    }

    /** A declared type that is none of ours, a plain {@code csv} perhaps, which the file's name ends in. */
    Optional<String> foreignTypeOf(String fileName) {
        List<String> extensions = EntryPath.extensions(fileName);
        return archiveTypes.stream()
                .filter(type -> !ArchiveType.isKnown(type) && extensions.contains(type))
                .findFirst();
    }

    boolean allowsFileType(String name) {
        return acceptedExtensions.isEmpty()
                || EntryPath.extensions(name).stream().anyMatch(acceptedExtensions::contains);
    }

    long maxArchiveBytes() {
        return maxArchiveBytes;
    }

    long maxFileBytes() {
        return maxFileBytes;
    }

    long maxFiles() {
        return maxFiles;
    }

    List<String> fileTypes() {
        return fileTypes;
    }

    List<String> archiveTypes() {
        return archiveTypes;
    }

    private static long unlimitedIfNotPositive(long limit) {
        return limit > 0 ? limit : Long.MAX_VALUE;
    }
}
