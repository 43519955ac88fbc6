package io.snet4j.cli.command;

import io.snet4j.ServiceClient;
import io.snet4j.ServiceOptions;
import io.snet4j.SnetClient;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which service. */
public final class ServiceArguments {
    @Parameters(index = "0", paramLabel = "ORG", description = "The organization's id.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String organization;

    @Parameters(index = "1", paramLabel = "SERVICE", description = "The service's id.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String service;

    @Option(names = "--group", paramLabel = "NAME", description = "The group. Default: the service's first.")
    private @Nullable String group;

    @Option(
            names = "--endpoint",
            paramLabel = "URI",
            description = "Call this daemon instead of those that the metadata names.")
    private @Nullable URI endpoint;

    public String organization() {
        return organization;
    }

    public String service() {
        return service;
    }

    public ServiceClient open(SnetClient client) {
        return client.openService(organization, service, options().build());
    }

    /** To be typed again. */
    public List<String> words() {
        List<String> words = new ArrayList<>(List.of(organization, service));
        if (group != null) {
            words.addAll(List.of("--group", group));
        }
        if (endpoint != null) {
            words.addAll(List.of("--endpoint", endpoint.toString()));
        }
        return words;
    }

    public ServiceOptions.Builder options() {
        ServiceOptions.Builder options = ServiceOptions.builder();
        if (group != null) {
            options.group(group);
        }
        if (endpoint != null) {
            options.endpoint(endpoint);
        }
        return options;
    }
}
