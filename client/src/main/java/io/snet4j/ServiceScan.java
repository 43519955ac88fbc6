package io.snet4j;

import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.ChainException;
import io.snet4j.errors.DeadlineExceededException;
import io.snet4j.errors.MetadataException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.listen.ListenerGuard;
import io.snet4j.internal.proto.ServiceProtos;
import io.snet4j.registry.Registry;
import io.snet4j.registry.Service;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/**
 * One search for trainable services; what is wrong with one of them does not stop it, a failing node does. Services are
 * looked at beside each other, and told of in their order.
 */
final class ServiceScan {
    /** Looked at, or to be, while the first of them is waited for. */
    private static final int MAX_AHEAD = 32;

    private final Registry registry;
    private final Discovery wanted;
    private final ScanThreads threads;
    private final ListenerGuard guard =
            new ListenerGuard(LoggerFactory.getLogger(DiscoveryListener.class), "a discovery listener");
    private final Deque<Look> ahead = new ArrayDeque<>();
    private final List<DiscoveryReport.Trainable> trainable = new ArrayList<>();
    private final List<DiscoveryReport.Broken> broken = new ArrayList<>();
    private int begun;
    private int services;
    private boolean complete = true;

    private record Look(String organization, String id, Future<Found> result) {}

    /** Exactly one of both. */
    private record Found(List<ApiMethod> methods, Optional<SnetException> failure) {}

    private ServiceScan(Registry registry, Discovery wanted, ScanThreads threads) {
        this.registry = registry;
        this.wanted = wanted;
        this.threads = threads;
    }

    static DiscoveryReport run(Registry registry, Discovery wanted) {
        try (ScanThreads threads = new ScanThreads(wanted.perService())) {
            return new ServiceScan(registry, wanted, threads).run();
        }
    }

    private DiscoveryReport run() {
        for (String organization : wanted.organizations().orElseGet(registry::organizationIds)) {
            requireUninterrupted();
            Optional<SnetException> failure = beginAll(organization);
            if (failure.isPresent()) {
                tellAll(0);
                report(organization, Optional.empty(), failure.get());
            }
        }
        tellAll(0);
        return new DiscoveryReport(List.copyOf(trainable), List.copyOf(broken), services, complete);
    }

    /** @return why its services are not known */
    private Optional<SnetException> beginAll(String organization) {
        List<String> ids = new ArrayList<>();
        Optional<SnetException> failure = failure(() -> ids.addAll(registry.serviceIds(organization)));
        for (String id : ids) {
            if (begun == wanted.limit()) {
                complete = false;
                break;
            }
            tellAll(MAX_AHEAD - 1);
            begun++;
            ahead.add(new Look(organization, id, threads.begin(() -> look(organization, id))));
        }
        return failure;
    }

    private Found look(String organization, String id) {
        List<ApiMethod> methods = new ArrayList<>();
        Optional<SnetException> failure = failure(() -> methods.addAll(trainableMethods(organization, id)));
        return new Found(methods, failure);
    }

    private List<ApiMethod> trainableMethods(String organization, String id) {
        Service service = registry.service(organization, id);
        ServiceProtos protos = ServiceProtos.of(registry.protoFiles(service));
        return new ServiceApi(protos, service.groups().get(0).pricing()).trainableMethods();
    }

    private static Optional<SnetException> failure(Supplier<?> read) {
        try {
            read.get();
            return Optional.empty();
        } catch (ChainException | CallCancelledException e) {
            throw e;
        } catch (SnetException e) {
            return Optional.of(e);
        } catch (IllegalArgumentException e) {
            return Optional.of(new MetadataException("an id that cannot exist: " + e.getMessage(), e));
        }
    }

    /** Waits for the first ones, until so many are left. */
    private void tellAll(int left) {
        while (ahead.size() > left) {
            Look look = ahead.remove();
            Found found = await(look);
            services++;
            if (found.failure().isPresent()) {
                report(
                        look.organization(),
                        Optional.of(look.id()),
                        found.failure().get());
            } else {
                found(look.organization(), look.id(), List.copyOf(found.methods()));
            }
        }
    }

    private Found await(Look look) {
        try {
            return look.result().get();
        } catch (CancellationException e) {
            return new Found(
                    List.of(),
                    Optional.of(new DeadlineExceededException(
                            "\"" + look.organization() + "/" + look.id() + "\" could not be read within "
                                    + wanted.perService(),
                            e,
                            Charge.NONE)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private void found(String organization, String id, List<ApiMethod> methods) {
        if (!methods.isEmpty()) {
            trainable.add(new DiscoveryReport.Trainable(organization, id, methods));
        }
        tell(new DiscoveryListener.Progress(organization, Optional.of(id), services, methods, Optional.empty()));
    }

    private void report(String organization, Optional<String> service, SnetException cause) {
        broken.add(new DiscoveryReport.Broken(organization, service, cause));
        tell(new DiscoveryListener.Progress(organization, service, services, List.of(), Optional.of(cause)));
    }

    private void tell(DiscoveryListener.Progress progress) {
        guard.tell(() -> wanted.listener().onProgress(progress));
        requireUninterrupted();
    }

    private static void requireUninterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted(new InterruptedException("between two services"));
        }
    }

    private static CallCancelledException interrupted(InterruptedException cause) {
        return new CallCancelledException("the search for trainable services was interrupted", cause, Charge.NONE);
    }
}
