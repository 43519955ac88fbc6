package io.snet4j;

import io.snet4j.payment.PaymentStrategy;
import java.net.URI;
import java.util.Optional;

/**
 * How a service is opened, where its metadata leaves a choice. Immutable.
 *
 * @since 0.1.0
 */
public final class ServiceOptions {
    private static final ServiceOptions DEFAULTS = builder().build();

    private final Optional<String> group;
    private final Optional<URI> endpoint;
    private final PaymentStrategy payment;
    private final boolean allowPrivateEndpoints;

    private ServiceOptions(Builder builder) {
        group = builder.group;
        endpoint = builder.endpoint;
        payment = builder.payment;
        allowPrivateEndpoints = builder.allowPrivateEndpoints;
    }

    public static ServiceOptions defaults() {
        return DEFAULTS;
    }

    public static Builder builder() {
        return new Builder();
    }

    public Optional<String> group() {
        return group;
    }

    public Optional<URI> endpoint() {
        return endpoint;
    }

    public PaymentStrategy payment() {
        return payment;
    }

    public boolean allowPrivateEndpoints() {
        return allowPrivateEndpoints;
    }

    /** Not thread-safe. */
    public static final class Builder {
        private Optional<String> group = Optional.empty();
        private Optional<URI> endpoint = Optional.empty();
        private PaymentStrategy payment = PaymentStrategy.automatic();
        private boolean allowPrivateEndpoints;

        private Builder() {}

        /** The group's name. Default: the service's only one, or {@code default_group} among several. */
        public Builder group(String name) {
            group = Optional.of(name);
            return this;
        }

        /**
         * Another address of the group's daemon, and no other. Default: all endpoints of the metadata; the next one is
         * called when one fails.
         */
        public Builder endpoint(URI daemon) {
            endpoint = Optional.of(daemon);
            return this;
        }

        /** How calls of the service's own methods are paid. Default: {@link PaymentStrategy#automatic()}. */
        public Builder payment(PaymentStrategy strategy) {
            payment = strategy;
            return this;
        }

        /**
         * As {@link SnetClient.Builder#allowPrivateEndpoints}, for this service's daemons. What either allows is
         * allowed. Default: no.
         */
        public Builder allowPrivateEndpoints(boolean allow) {
            allowPrivateEndpoints = allow;
            return this;
        }

        public ServiceOptions build() {
            return new ServiceOptions(this);
        }
    }
}
