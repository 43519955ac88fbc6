package io.snet4j.provider;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.snet4j.internal.files.OwnerOnly;
import io.snet4j.provider.store.ModelStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps a store from cleaning a folder that has another store's models in it. */
final class FolderOwner {
    private static final String MARK = ".store";

    private FolderOwner() {}

    /** @throws ModelStoreException if the folder is another store's */
    static void check(Path folder, Optional<String> store) {
        Path mark = folder.resolve(MARK);
        try {
            String owner = Files.exists(mark) ? Files.readString(mark, US_ASCII) : "";
            if (store.isPresent() && owner.isEmpty()) {
                OwnerOnly.replace(
                        mark, folder.resolve(MARK + ".part"), store.get().getBytes(US_ASCII), true);
            } else if (!owner.equals(store.orElse(""))) {
                throw new ModelStoreException("the folder " + folder + " has models of another store in it; give the"
                        + " provider that store, or another folder");
            }
        } catch (IOException e) {
            throw new ModelStoreException("cannot tell whose models are in the folder " + folder, e);
        }
    }
}
