package io.snet4j.publish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.registry.Listing;
import java.util.TreeMap;

/** What people read, as files have it. */
final class ListingJson {
    private ListingJson() {}

    /** @param field that holds the texts: organizations and services have different ones */
    static void describe(ObjectNode json, String field, Listing listing) {
        // The Python client does not read an organization whose texts are there, but empty.
        if ((listing.url() + listing.summary() + listing.description()).isEmpty()) {
            Json.clear(json, field);
            return;
        }
        Json.object(json, field)
                .put("url", listing.url())
                .put("short_description", listing.summary())
                .put("description", listing.description());
    }

    static void tagsAndPeople(ObjectNode json, Listing listing) {
        ArrayNode tags = json.putArray("tags");
        listing.tags().forEach(tags::add);
        ArrayNode people = json.putArray("contributors");
        listing.contributors()
                .forEach(person -> people.addObject().put("name", person.name()).put("email_id", person.email()));
    }

    static void assets(ObjectNode json, Listing listing) {
        ObjectNode assets = json.putObject("assets");
        // Sorted, so that the same listing has the same CID.
        new TreeMap<>(listing.assets()).forEach((kind, contents) -> {
            // Readers expect a list where there may be several by their nature, and a text everywhere else.
            if (contents.size() == 1 && !kind.equals("images")) {
                assets.put(kind, contents.get(0));
            } else {
                contents.forEach(assets.putArray(kind)::add);
            }
        });
    }
}
