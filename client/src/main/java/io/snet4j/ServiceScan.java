package io.snet4j;

import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.ChainException;
import io.snet4j.errors.MetadataException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.proto.ServiceProtos;
import io.snet4j.registry.Registry;
import io.snet4j.registry.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One search for trainable services; what is wrong with one of them does not stop it, a failing node does. */
final class ServiceScan {
    private final Registry registry;
    private final Discovery wanted;
    private final List<DiscoveryReport.Trainable> trainable = new ArrayList<>();
    private final List<DiscoveryReport.Broken> broken = new ArrayList<>();
    private int services;
    private boolean complete = true;

    ServiceScan(Registry registry, Discovery wanted) {
        this.registry = registry;
        this.wanted = wanted;
    }

    DiscoveryReport run() {
        for (String organization : wanted.organizations().orElseGet(registry::organizationIds)) {
            requireUninterrupted();
            look(organization, Optional.empty(), () -> registry.serviceIds(organization))
                    .ifPresent(ids -> lookAtAll(organization, ids));
        }
        return new DiscoveryReport(List.copyOf(trainable), List.copyOf(broken), services, complete);
    }

    private void lookAtAll(String organization, List<String> ids) {
        for (String id : ids) {
            if (services == wanted.limit()) {
                complete = false;
                return;
            }
            requireUninterrupted();
            services++;
            look(organization, Optional.of(id), () -> trainableMethods(organization, id))
                    .ifPresent(methods -> found(organization, id, methods));
        }
    }

    private List<ApiMethod> trainableMethods(String organization, String id) {
        Service service = registry.service(organization, id);
        ServiceProtos protos = ServiceProtos.of(registry.protoFiles(service));
        return new ServiceApi(protos, service.groups().get(0).pricing()).trainableMethods();
    }

    private void found(String organization, String id, List<ApiMethod> methods) {
        if (!methods.isEmpty()) {
            trainable.add(new DiscoveryReport.Trainable(organization, id, methods));
        }
        wanted.listener()
                .onProgress(new DiscoveryListener.Progress(
                        organization, Optional.of(id), services, methods, Optional.empty()));
    }

    private <T> Optional<T> look(String organization, Optional<String> service, Supplier<T> read) {
        try {
            return Optional.of(read.get());
        } catch (ChainException | CallCancelledException e) {
            throw e;
        } catch (SnetException e) {
            report(organization, service, e);
        } catch (IllegalArgumentException e) {
            report(organization, service, new MetadataException("an id that cannot exist: " + e.getMessage(), e));
        }
        return Optional.empty();
    }

    private void report(String organization, Optional<String> service, SnetException cause) {
        broken.add(new DiscoveryReport.Broken(organization, service, cause));
        wanted.listener()
                .onProgress(
                        new DiscoveryListener.Progress(organization, service, services, List.of(), Optional.of(cause)));
    }

    private static void requireUninterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CallCancelledException(
                    "the search for trainable services was interrupted",
                    new InterruptedException("before the next service"),
                    Charge.NONE);
        }
    }
}
