package io.snet4j.publish;

import io.snet4j.chain.GasEstimate;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.value.Wei;
import java.util.List;
import java.util.Optional;

/**
 * What a change would do, as things are now. Nothing was stored and nothing was sent.
 *
 * @param change what was asked for
 * @param action the transaction that it takes
 * @param differences between the file that is published and the one that would be; of a new one all its fields
 * @param storesApi whether an archive of proto files would be stored
 * @param storesFile whether a metadata file would be stored
 * @param gas what the transaction may cost; empty if there is none, or it cannot be tried now
 * @param warnings what is no reason not to publish, but should be known
 * @param obstacle why it would fail now: the account may not, the contract refuses, a fee limit forbids
 * @since 0.1.0
 */
public record PublishPlan(
        RegistryChange change,
        Action action,
        List<FieldDifference> differences,
        boolean storesApi,
        boolean storesFile,
        Optional<GasEstimate> gas,
        List<FileProblem> warnings,
        Optional<String> obstacle) {
    public PublishPlan {
        differences = List.copyOf(differences);
        warnings = List.copyOf(warnings);
    }

    /** The transaction of a change. */
    public enum Action {
        /** None: the Registry says it already. */
        NOTHING,
        CREATE_ORGANIZATION,
        UPDATE_ORGANIZATION,
        CHANGE_OWNER,
        ADD_MEMBERS,
        REMOVE_MEMBERS,
        DELETE_ORGANIZATION,
        CREATE_SERVICE,
        UPDATE_SERVICE,
        DELETE_SERVICE
    }

    /** What it may cost in fees at most; zero if there is no transaction. */
    public Wei maxFee() {
        return gas.map(GasEstimate::maxFee).orElse(Wei.ZERO);
    }

    /** Whether it would do the same as another one, whatever that costs. */
    boolean isSameWork(PublishPlan other) {
        return change.equals(other.change) && action == other.action && differences.equals(other.differences);
    }

    /** Printable and short. */
    @Override
    public String toString() {
        return ForeignText.of("PublishPlan[action=" + action + ", differences=" + differences + ", storesApi="
                + storesApi
                + ", storesFile=" + storesFile + ", gas=" + gas + ", warnings=" + warnings + ", obstacle=" + obstacle
                + "]");
    }
}
