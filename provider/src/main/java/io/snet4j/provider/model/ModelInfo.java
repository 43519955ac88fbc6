package io.snet4j.provider.model;

import io.snet4j.internal.text.ForeignText;
import io.snet4j.value.Address;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a model from its creation on. Immutable.
 *
 * @param id generated, ASCII
 * @param name the user's text
 * @param description the user's text
 * @param service the gRPC service that the model is for, as the user gave it
 * @param method the method that the model is for, as the user gave it
 * @param isPublic whether everybody may use the model
 * @param owner who created it; empty if the daemon did not say, and daemons up to 6.2.3 never do
 * @param addresses whom its creator shared it with at its creation; a daemon keeps later changes to itself
 * @since 0.1.0
 */
public record ModelInfo(
        String id,
        String name,
        String description,
        String service,
        String method,
        boolean isPublic,
        Optional<Address> owner,
        List<Address> addresses) {
    public ModelInfo {
        addresses = List.copyOf(addresses);
    }

    /**
     * Whether somebody may use the model: everybody if it is public, its owner, and whom it is shared with. Where no
     * daemon named the owner, the owner cannot be told from a stranger. Whoever knows the model's id, which nobody can
     * guess, may use it then.
     *
     * @param caller as the daemon names it; empty if it does not, as daemons of 6.0 do
     */
    public boolean mayBeUsedBy(Optional<Address> caller) {
        return isPublic
                || owner.isEmpty()
                || caller.filter(who -> owner.get().equals(who) || addresses.contains(who))
                        .isPresent();
    }

    /** Printable and short, whatever strangers wrote. */
    @Override
    public String toString() {
        return ForeignText.of("ModelInfo[id=" + id + ", name=" + name + ", description=" + description + ", service="
                + service + ", method=" + method + ", isPublic=" + isPublic + ", owner=" + owner + ", addresses="
                + addresses + "]");
    }
}
