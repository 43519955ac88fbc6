package io.snet4j;

import io.snet4j.errors.InvalidRequestException;
import io.snet4j.errors.MetadataException;
import io.snet4j.errors.ServiceNotFoundException;
import io.snet4j.registry.Organization;
import io.snet4j.registry.Service;
import io.snet4j.registry.UnreadableGroup;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Joins what organization and service say of one group. */
final class GroupChoice {
    private static final String USUAL = "default_group";

    private GroupChoice() {}

    static ServiceGroup choose(Organization organization, Service service, ServiceOptions options) {
        Service.Group served = served(service, options);
        requireReadable(organization.unreadableGroups(), served.name());
        Organization.Group paid = organization.groups().stream()
                .filter(group -> group.name().equals(served.name()))
                .findFirst()
                .orElseThrow(() -> new ServiceNotFoundException("organization \"" + organization.id()
                        + "\" has no group \"" + served.name() + "\", which its service \"" + service.id()
                        + "\" names; it has "
                        + organization.groups().stream()
                                .map(Organization.Group::name)
                                .toList()));
        if (!paid.id().equals(served.id())) {
            throw new InvalidRequestException("group \"" + served.name() + "\" is " + paid.id()
                    + " in the organization's metadata and " + served.id() + " in that of service \"" + service.id()
                    + "\"; nobody could be paid");
        }
        return new ServiceGroup(
                paid.name(),
                paid.id(),
                paid.paymentAddress(),
                paid.paymentExpirationThreshold(),
                options.endpoint().map(List::of).orElseGet(served::endpoints),
                served.pricing(),
                served.freeCalls().map(free -> OptionalLong.of(free.calls())).orElse(OptionalLong.empty()));
    }

    private static Service.Group served(Service service, ServiceOptions options) {
        List<Service.Group> groups = service.groups();
        Optional<String> wanted = options.group();
        if (wanted.isEmpty() && groups.size() == 1 && service.unreadableGroups().isEmpty()) {
            return groups.get(0);
        }
        String name = wanted.orElse(USUAL);
        requireReadable(service.unreadableGroups(), name);
        return groups.stream()
                .filter(group -> group.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ServiceNotFoundException("service \"" + service.id() + "\" has no group \""
                        + name + "\"; name one of "
                        + groups.stream().map(Service.Group::name).toList() + " in ServiceOptions"));
    }

    private static void requireReadable(List<UnreadableGroup> unreadable, String name) {
        unreadable.stream()
                .filter(group -> group.name().equals(name))
                .findFirst()
                .ifPresent(group -> {
                    MetadataException problem = group.problem();
                    throw new MetadataException(
                            String.valueOf(problem.getMessage()),
                            problem.field().orElse(null),
                            problem);
                });
    }
}
