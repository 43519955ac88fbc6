package io.snet4j.cli.registry;

import io.snet4j.cli.shell.Output;
import io.snet4j.cli.shell.Table;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What is published of a service, and how its daemons are. */
record ShownService(
        String organization,
        String organizationName,
        String service,
        String name,
        String summary,
        String description,
        String url,
        List<String> tags,
        List<Group> groups) {
    /**
     * A group of daemons.
     *
     * @param recipient who is paid; null if the organization has no such group
     * @param freeCalls that each user may make; null where there are none
     */
    record Group(
            String name, Optional<Address> recipient, Prices price, OptionalLong freeCalls, List<Endpoint> endpoints) {}

    /**
     * A daemon.
     *
     * @param up whether it answers
     * @param problem why it cannot be called
     */
    record Endpoint(String uri, boolean up, Optional<String> release, Optional<String> problem) {}

    void print(Output output) {
        output.field("service", organization + " " + service);
        output.field("name", name);
        output.field("organization", organizationName);
        field(output, "summary", summary);
        field(output, "description", description);
        field(output, "page", url);
        field(output, "tags", String.join(", ", tags));
        groups.forEach(group -> print(output, group));
    }

    private static void field(Output output, String name, String value) {
        if (!value.isBlank()) {
            output.field(name, value.strip());
        }
    }

    private static void print(Output output, Group group) {
        output.line("");
        output.field("group", group.name());
        output.field(
                "paid to",
                group.recipient().map(Address::toString).orElse("nobody: the organization has no such group"));
        output.field("price", group.price().text());
        output.field(
                "free calls", group.freeCalls().isPresent() ? group.freeCalls().getAsLong() : "none");
        if (!group.price().methods().isEmpty()) {
            Table prices = new Table("METHOD", "PRICE");
            group.price().methods().forEach((String method, Cogs price) -> prices.row(method, price));
            output.table(prices);
        }
        Table endpoints = new Table("ENDPOINT", "STATE", "RELEASE", "PROBLEM");
        group.endpoints()
                .forEach(one -> endpoints.row(
                        one.uri(),
                        one.up() ? "up" : "down",
                        one.release().orElse("-"),
                        one.problem().orElse("-")));
        output.table(endpoints);
    }
}
