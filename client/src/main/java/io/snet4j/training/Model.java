package io.snet4j.training;

import io.snet4j.internal.text.ForeignText;
import io.snet4j.internal.text.ShownUri;
import io.snet4j.value.Address;
import io.snet4j.value.MethodRef;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/**
 * A model as the daemon described it. Made by the library, to be read.
 *
 * @param addressesWithAccess who may use it, beside everybody if it is public; contains the creator
 * @param trainingDataLink where its dataset was taken from, if it was given by link
 * @param createdBy empty if the daemon named none
 * @param updatedBy empty if the daemon named none
 * @param createdOn a day in the daemon's time zone; empty if the daemon named none
 * @param updatedOn a day in the daemon's time zone; empty if the daemon named none
 * @since 0.1.0
 */
public record Model(
        ModelId id,
        ModelStatus status,
        String name,
        String description,
        MethodRef method,
        boolean isPublic,
        Set<Address> addressesWithAccess,
        Optional<String> trainingDataLink,
        Optional<Address> createdBy,
        Optional<Address> updatedBy,
        Optional<LocalDate> createdOn,
        Optional<LocalDate> updatedOn) {
    /** Printable and short, whatever strangers wrote; without the link's query, which may be secret. */
    @Override
    public String toString() {
        return ForeignText.of("Model[id=" + id + ", status=" + status + ", name=" + name + ", description="
                + description + ", method=" + method + ", isPublic=" + isPublic + ", addressesWithAccess="
                + addressesWithAccess + ", trainingDataLink=" + trainingDataLink.map(ShownUri::link) + ", createdBy="
                + createdBy + ", updatedBy=" + updatedBy + ", createdOn=" + createdOn + ", updatedOn=" + updatedOn
                + "]");
    }
}
