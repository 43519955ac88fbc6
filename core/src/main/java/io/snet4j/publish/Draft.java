package io.snet4j.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.chain.RegistryTransaction;
import io.snet4j.publish.PublishPlan.Action;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A change that was held against what is published.
 *
 * @param before the file that is published; empty if there is none, or nobody wants to know
 * @param presentUri where that is
 * @param after the file that is to be published; empty for changes without one
 * @param newApi what is to be stored beside it
 * @param stores whether the file is to be stored
 * @param forbidden why the account may not
 * @param transaction by where the file is
 */
record Draft(
        Action action,
        Optional<ObjectNode> before,
        Optional<String> presentUri,
        Optional<ObjectNode> after,
        Optional<ProtoArchive> newApi,
        boolean stores,
        List<FileProblem> warnings,
        Optional<String> forbidden,
        Function<String, RegistryTransaction> transaction) {
    /** Of a change without a file. */
    static Draft of(Action action, Optional<String> forbidden, RegistryTransaction transaction) {
        return new Draft(
                action,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                List.of(),
                action == Action.NOTHING ? Optional.empty() : forbidden,
                uri -> transaction);
    }

    List<FieldDifference> differences() {
        return after.map(file -> FieldDifference.between(before.orElseGet(FileJson::object), file))
                .orElse(List.of());
    }
}
