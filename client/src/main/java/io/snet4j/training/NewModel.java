package io.snet4j.training;

import io.snet4j.value.Address;
import io.snet4j.value.MethodRef;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a model is created with. Immutable.
 *
 * @since 0.1.0
 */
public final class NewModel {
    private final String method;
    private final String name;
    private final String description;
    private final boolean isPublic;
    private final Set<Address> addressesWithAccess;

    private NewModel(String method, String name, Builder builder) {
        this.method = method;
        this.name = name;
        description = builder.description;
        isPublic = builder.isPublic;
        addressesWithAccess = Set.copyOf(builder.addressesWithAccess);
    }

    /**
     * A private model.
     *
     * @param methodName as in {@link Builder#method(String)}
     */
    public static NewModel of(String methodName, String modelName) {
        return builder().method(methodName).name(modelName).build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** {@code Service/method}, or a method's bare name. */
    public String method() {
        return method;
    }

    public String name() {
        return name;
    }

    public String description() {
        return description;
    }

    public boolean isPublic() {
        return isPublic;
    }

    public Set<Address> addressesWithAccess() {
        return addressesWithAccess;
    }

    /** Not thread-safe. */
    public static final class Builder {
        private @Nullable String method;
        private @Nullable String name;
        private String description = "";
        private boolean isPublic;
        private final Set<Address> addressesWithAccess = new LinkedHashSet<>();

        private Builder() {}

        /**
         * Required. {@code Service/method}, or the bare name of a method: it is looked up in the training metadata when
         * the model is created, and must then be the only one of that name.
         */
        public Builder method(String methodName) {
            method = methodName;
            return this;
        }

        public Builder method(MethodRef methodRef) {
            method = methodRef.toString();
            return this;
        }

        /** Required. */
        public Builder name(String modelName) {
            name = modelName;
            return this;
        }

        /** Default: empty. */
        public Builder description(String text) {
            description = text;
            return this;
        }

        /** Whether everybody may use the model. Cannot be changed later. Default: no. */
        public Builder isPublic(boolean value) {
            isPublic = value;
            return this;
        }

        /** Who may use it beside its creator. Replaces an earlier list. Default: nobody. */
        public Builder addressesWithAccess(Collection<Address> addresses) {
            addressesWithAccess.clear();
            addressesWithAccess.addAll(addresses);
            return this;
        }

        /** @throws IllegalStateException naming the field that is missing */
        public NewModel build() {
            if (method == null || method.isBlank()) {
                throw new IllegalStateException("a new model needs a method");
            }
            if (name == null || name.isBlank()) {
                throw new IllegalStateException("a new model needs a name");
            }
            return new NewModel(method, name, this);
        }
    }
}
