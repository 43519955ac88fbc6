package io.snet4j.cli.provider;

import io.snet4j.ServiceClient;
import io.snet4j.ServiceGroup;
import io.snet4j.cli.doctor.Findings;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.registry.Pricing;
import io.snet4j.value.Cogs;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the chain and the storage say of the service. */
final class PublishedChecks {
    private final ServiceClient opened;
    private final Findings findings;

    PublishedChecks(ServiceClient opened, Findings findings) {
        this.opened = opened;
        this.findings = findings;
    }

    /** @return whether the published API can be read */
    boolean run() {
        ServiceGroup group = opened.group();
        findings.ok(
                "service",
                "group " + group.name() + ", daemons at " + group.endpoints() + ", paid to " + group.recipient());
        price(group.pricing());
        return api();
    }

    private void price(Pricing pricing) {
        Map<String, Cogs> prices = pricing instanceof Pricing.PerMethod each
                ? each.prices()
                : Map.of("each call", ((Pricing.Fixed) pricing).price());
        if (prices.values().stream().allMatch(Cogs::isZero)) {
            findings.note("price", "calls cost nothing", "publish a price if they are to be paid");
        } else {
            findings.ok(
                    "price",
                    prices.entrySet().stream()
                            .map(price -> price.getKey() + ": " + price.getValue())
                            .sorted()
                            .collect(Collectors.joining(", ")));
        }
    }

    private boolean api() {
        return findings.look("api", "publish the proto files again, as one archive", opened::api)
                .map(api -> {
                    List<String> trainable = api.trainableMethods().stream()
                            .map(method -> method.fullName())
                            .toList();
                    if (trainable.isEmpty()) {
                        findings.wrong(
                                "api",
                                ExitCode.REFUSED_INPUT,
                                "none of the " + api.methods().size() + " methods that are published can be trained",
                                "give a request a field of type training.ModelID, and publish the proto file again");
                    } else {
                        findings.ok("api", "methods that can be trained: " + trainable);
                    }
                    return true;
                })
                .orElse(false);
    }
}
