package io.snet4j.cli.doctor;

import io.snet4j.ServiceClient;
import io.snet4j.ServiceOptions;
import io.snet4j.SnetClient;
import java.net.URI;
import java.util.Optional;

/** The service that is looked at, if one is: organization and service are both there or not. */
public record Target(
        Optional<String> organization, Optional<String> service, Optional<String> group, Optional<URI> endpoint) {
    /** None is looked at. */
    public static final Target NONE =
            new Target(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    boolean isNamed() {
        return organization.isPresent();
    }

    ServiceClient open(SnetClient client) {
        ServiceOptions.Builder options = ServiceOptions.builder();
        group.ifPresent(options::group);
        endpoint.ifPresent(options::endpoint);
        return client.openService(organization.orElseThrow(), service.orElseThrow(), options.build());
    }
}
