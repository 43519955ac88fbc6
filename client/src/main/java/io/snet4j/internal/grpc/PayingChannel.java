package io.snet4j.internal.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor;
import io.snet4j.errors.UnknownMethodException;
import io.snet4j.internal.call.ServiceParts;
import io.snet4j.registry.Pricing;
import io.snet4j.value.Cogs;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** A service's daemon, where each call is paid with the price of the service's metadata. Thread-safe. */
public final class PayingChannel extends Channel {
    private final ServiceParts service;

    public PayingChannel(ServiceParts service) {
        this.service = service;
    }

    @Override
    public <Q, R> ClientCall<Q, R> newCall(MethodDescriptor<Q, R> method, CallOptions options) {
        return new PaidClientCall<>(service, method, options, () -> price(method.getFullMethodName()));
    }

    @Override
    public String authority() {
        return service.daemon().authority();
    }

    private Cogs price(String method) {
        if (service.pricing() instanceof Pricing.Fixed fixed) {
            return fixed.price();
        }
        Map<String, Cogs> prices = ((Pricing.PerMethod) service.pricing()).prices();
        return Optional.ofNullable(prices.get(method))
                .orElseThrow(() -> new UnknownMethodException("the service names no price for " + method
                        + "; it has prices for " + new TreeSet<>(prices.keySet())));
    }
}
