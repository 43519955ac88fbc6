package io.snet4j.docs;

import io.snet4j.SnetClient;
import io.snet4j.publish.FileProblem;
import io.snet4j.publish.OrganizationFile;
import io.snet4j.publish.ProtoArchive;
import io.snet4j.publish.PublishResult;
import io.snet4j.publish.Publisher;
import io.snet4j.publish.RegistryChange;
import io.snet4j.publish.ServiceFile;
import io.snet4j.registry.Listing;
import io.snet4j.registry.Pricing;
import io.snet4j.storage.ContentStore;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The pieces of docs/publishing.md. */
final class PublishExamples {
    private final SnetClient snet;
    private final Publisher publisher;

    PublishExamples(SnetClient snet, URI storage) {
        this.snet = snet;
        // docs
        var store = ContentStore.ipfs(storage, Duration.ofSeconds(30));
        publisher = snet.publisher(store);
        // end
    }

    static ContentStore lighthouse(String token) {
        // docs
        var store = ContentStore.lighthouse(ContentStore.LIGHTHOUSE_UPLOAD, token);
        // end
        return store;
    }

    void organization() {
        // docs
        var organization = OrganizationFile.builder("my-org")
                .name("My organization")
                .type("individual")
                .listing(Listing.builder()
                        .url("https://example.org")
                        .summary("Tells texts apart.")
                        .description("One person who likes texts.")
                        .build())
                .contact("support", "help@example.org", "")
                .group("default_group", snet.identity().address(), BlockCount.of(40_320))
                .build();
        publisher.apply(RegistryChange.organization(organization));
        // end
    }

    static ServiceFile file(URI daemon) {
        // docs
        var service = ServiceFile.builder("My service")
                .listing(Listing.builder()
                        .url("https://example.org/my-service")
                        .summary("Learns your labels.")
                        .description("Send texts in folders, one for each label.")
                        .tag("text")
                        .contributor("Ada", "ada@example.org")
                        .build())
                .group("default_group", List.of(daemon), new Pricing.Fixed(Cogs.ofFet("0.0001")))
                .build();
        // end
        return service;
    }

    PublishResult service(ServiceFile service, Path protoFolder) {
        // docs
        var api = ProtoArchive.ofFolder(protoFolder);
        var plan = publisher.plan(RegistryChange.service("my-org", "my-service", service, api));
        plan.warnings().forEach(System.out::println);
        plan.differences().forEach(System.out::println);
        System.out.println(plan.action() + " for at most " + plan.maxFee());
        if (plan.obstacle().isPresent()) {
            throw new IllegalStateException(plan.obstacle().get());
        }
        var result = publisher.apply(plan);
        System.out.println("paid " + result.fee().orElseThrow() + ", published "
                + result.file().orElseThrow());
        // end
        return result;
    }

    String call(SnetClient stranger) {
        // docs
        try (var service = stranger.openService("my-org", "my-service")) {
            return service.call("generate", "{}");
        }
        // end
    }

    void price() {
        // docs
        var published = publisher.serviceFile("my-org", "my-service").orElseThrow();
        var changed = published.toBuilder()
                .group(
                        "default_group",
                        published
                                .service("my-org", "my-service")
                                .groups()
                                .get(0)
                                .endpoints(),
                        new Pricing.PerMethod(Map.of("example.Example/generate", Cogs.ofFet("0.0002"))))
                .build();
        publisher.apply(RegistryChange.service("my-org", "my-service", changed));
        // end
    }

    static List<FileProblem> check(Path metadata) throws IOException {
        // docs
        var file = ServiceFile.parse(Files.readString(metadata));
        for (FileProblem problem : file.problems()) {
            System.out.println(problem.path() + ": " + problem.message());
        }
        // end
        return file.problems();
    }

    void people(Address colleague, Address buyer) {
        // docs
        publisher.apply(RegistryChange.addMembers("my-org", Set.of(colleague)));
        publisher.apply(RegistryChange.removeMembers("my-org", Set.of(colleague)));
        publisher.apply(RegistryChange.deleteService("my-org", "my-service"));
        publisher.apply(RegistryChange.owner("my-org", buyer));
        // end
    }
}
