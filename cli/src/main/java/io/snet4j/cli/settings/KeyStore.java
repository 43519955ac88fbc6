package io.snet4j.cli.settings;

import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.RefusedException;
import io.snet4j.internal.files.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Encrypted keys by name, one file each, and which of them is used where no setting names one. */
public final class KeyStore {
    private static final String SUFFIX = ".json";

    private final Path folder;
    private final Path used;

    public KeyStore(Path configFolder) {
        this.folder = configFolder.resolve("keys");
        this.used = folder.resolve("used");
    }

    /** In order. */
    public List<String> names() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Optional<String> used() {
        try {
            return Optional.of(Files.readString(used).strip()).filter(names()::contains);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void use(String name) {
        file(name);
        write(used, name + "\n", StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    /** @throws RefusedException if there is none of the name */
    public Path file(String name) {
        if (!names().contains(name)) {
            String others = names().isEmpty() ? "" : "; there are " + names();
            throw new RefusedException(
                    "there is no key " + checked(name) + others + "; snet4j key new NAME makes one",
                    ExitCode.NOT_FOUND);
        }
        return folder.resolve(name + SUFFIX);
    }

    /**
     * Checks before anything is asked.
     *
     * @throws RefusedException if a key of the name cannot be made
     */
    public void requireFree(String name) {
        if (names().contains(checked(name))) {
            throw new RefusedException("there is a key " + name + " already; choose another name");
        }
    }

    /**
     * @param keystore encrypted
     * @throws RefusedException if there is one of the name
     */
    public void add(String name, String keystore) {
        requireFree(name);
        write(folder.resolve(name + SUFFIX), keystore, StandardOpenOption.CREATE_NEW);
        if (used().isEmpty()) {
            use(name);
        }
    }

    private static String checked(String name) {
        if (!Names.isName(name)) {
            // What was typed may be the key itself: it is not shown.
            throw new RefusedException("that is no name of a key; expected small letters, digits, - and _");
        }
        return name;
    }

    private void write(Path file, String text, StandardOpenOption... how) {
        try {
            OwnerOnly.createFolders(folder.toAbsolutePath(), 2);
            StandardOpenOption[] options = Stream.concat(Stream.of(StandardOpenOption.WRITE), Stream.of(how))
                    .toArray(StandardOpenOption[]::new);
            OwnerOnly.write(file, text.getBytes(StandardCharsets.UTF_8), options);
        } catch (FileAlreadyExistsException e) {
            throw new RefusedException(file + " is there already");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
