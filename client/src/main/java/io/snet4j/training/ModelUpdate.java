package io.snet4j.training;

import io.snet4j.value.Address;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * Changes to a model; what is not set stays as it is. Visibility cannot be changed. Immutable.
 *
 * @since 0.1.0
 */
public final class ModelUpdate {
    private final Optional<String> name;
    private final Optional<String> description;
    private final Optional<Set<Address>> addressesWithAccess;

    private ModelUpdate(Builder builder) {
        name = builder.name;
        description = builder.description;
        addressesWithAccess = builder.addressesWithAccess;
    }

    public static Builder builder() {
        return new Builder();
    }

    public Optional<String> name() {
        return name;
    }

    public Optional<String> description() {
        return description;
    }

    public Optional<Set<Address>> addressesWithAccess() {
        return addressesWithAccess;
    }

    /** Not thread-safe. */
    public static final class Builder {
        private Optional<String> name = Optional.empty();
        private Optional<String> description = Optional.empty();
        private Optional<Set<Address>> addressesWithAccess = Optional.empty();

        private Builder() {}

        public Builder name(String modelName) {
            name = Optional.of(modelName);
            return this;
        }

        public Builder description(String text) {
            description = Optional.of(text);
            return this;
        }

        /**
         * Replaces the list that is shown. Present daemons do not take access away from an address that was removed.
         *
         * @throws IllegalArgumentException if empty: the daemon would ignore it
         */
        public Builder addressesWithAccess(Collection<Address> addresses) {
            if (addresses.isEmpty()) {
                throw new IllegalArgumentException(
                        "an empty list of addresses changes nothing at the daemon; name at least one address");
            }
            addressesWithAccess = Optional.of(Set.copyOf(addresses));
            return this;
        }

        /** @throws IllegalStateException if nothing is set */
        public ModelUpdate build() {
            if (name.isEmpty() && description.isEmpty() && addressesWithAccess.isEmpty()) {
                throw new IllegalStateException("a model update needs at least one change");
            }
            return new ModelUpdate(this);
        }
    }
}
