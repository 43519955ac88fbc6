package io.snet4j.cli;

import io.snet4j.devnet.Devnet;
import io.snet4j.devnet.PublishedService;
import io.snet4j.junit.ScriptedProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The service {@code example-service} of {@code example-org}, which the commands' examples are about: once per network.
 */
public final class ExampleService {
    private static final Map<Devnet, PublishedService> SERVICES = new ConcurrentHashMap<>();

    private ExampleService() {}

    /** Ends with the network. */
    public static PublishedService in(Devnet net) {
        return SERVICES.computeIfAbsent(net, same -> same.host(new ScriptedProvider())
                .organizationId("example-org")
                .start());
    }
}
