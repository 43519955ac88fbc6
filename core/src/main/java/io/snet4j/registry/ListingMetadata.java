package io.snet4j.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What people read of an organization's or a service's JSON. Nothing in it is an error. */
final class ListingMetadata {
    private ListingMetadata() {}

    /** @param describedBy the field with the texts: they lie in different ones */
    static Listing read(JsonNode json, String describedBy) {
        JsonNode texts = json.path(describedBy);
        Listing.Builder listing = Listing.builder()
                .url(text(texts, "url"))
                .summary(text(texts, "short_description"))
                .description(texts.isTextual() ? texts.textValue() : text(texts, "description"));
        texts(json.path("tags")).forEach(listing::tag);
        json.path("contributors")
                .forEach(person -> listing.contributor(text(person, "name"), text(person, "email_id")));
        json.path("assets").properties().forEach(asset -> texts(asset.getValue())
                .forEach(content -> listing.asset(asset.getKey(), content)));
        return listing.build();
    }

    static List<License> licenses(JsonNode group) {
        List<License> licenses = new ArrayList<>();
        JsonNode all = group.path("licenses");
        JsonNode subscriptions = all.path("subscriptions");
        subscriptions.path("subscription").forEach(plan -> licenses.add(license("subscription", plan, subscriptions)));
        all.path("tiers").forEach(plan -> licenses.add(license("tier", plan, plan)));
        return List.copyOf(licenses);
    }

    private static License license(String kind, JsonNode plan, JsonNode details) {
        String service = text(plan, "grpcServiceName");
        String method = text(plan, "grpcMethodName");
        return new License(
                kind,
                text(plan, "planName"),
                service.isEmpty() || method.isEmpty() ? Optional.empty() : Optional.of(service + "/" + method),
                text(details, "detailsUrl"));
    }

    private static String text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        return value.isTextual() ? value.textValue() : "";
    }

    /** Those of a list, or the one that stands for a list. */
    private static List<String> texts(JsonNode value) {
        if (value.isTextual()) {
            return List.of(value.textValue());
        }
        List<String> texts = new ArrayList<>();
        value.forEach(element -> {
            if (element.isTextual()) {
                texts.add(element.textValue());
            }
        });
        return texts;
    }
}
