package io.snet4j.internal.memory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.internal.memory.Batches.Change;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is prepaid, in one file for all services of a payer. Its name is not told: it has the tokens. */
final class FolderBatches {
    private static final Path FILE = Path.of("prepaid.json");

    private final StateFolder folder;

    FolderBatches(StateFolder folder) {
        this.folder = folder;
    }

    <T> T change(String service, Function<Batches, Change<T>> change) throws IOException {
        AtomicReference<@Nullable Change<T>> done = new AtomicReference<>();
        folder.update(FILE, old -> {
            ObjectNode json = object(old);
            Change<T> made = change.apply(BatchText.read(json.path(service)));
            done.set(made);
            json.set(service, BatchText.write(made.after()));
            return json;
        });
        Change<T> made = done.get();
        if (made == null) {
            throw new IllegalStateException("the folder's file was not changed");
        }
        return made.result();
    }

    /**
     * The turn of a process that is gone is over.
     *
     * @param buyer begins with the name of its process
     */
    boolean begin(String service, String buyer) throws IOException {
        return change(service, before -> {
            boolean free = before.buyer()
                    .filter(other -> !other.equals(buyer))
                    .filter(other -> ProcessName.isAlive(other.split(" ", 2)[0]))
                    .isEmpty();
            return new Change<>(free ? before.boughtBy(Optional.of(buyer)) : before, free);
        });
    }

    void end(String service, String buyer) throws IOException {
        change(
                service,
                before -> new Change<>(before.boughtBy(before.buyer().filter(other -> !other.equals(buyer))), true));
    }

    private static ObjectNode object(Optional<JsonNode> old) {
        return old.filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .orElseGet(JsonNodeFactory.instance::objectNode);
    }
}
