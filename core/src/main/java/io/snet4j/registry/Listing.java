package io.snet4j.registry;

import io.snet4j.internal.text.ForeignText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How an organization or a service presents itself to people. No call depends on it; so when it is read, what is not in
 * the usual form is passed over.
 *
 * @param url of a page about it; may be empty
 * @param summary in a line or two; may be empty
 * @param description at length; may be empty
 * @param assets pictures and documents by kind ({@code hero_image}, {@code images}, …): names in content storage, or
 *     URLs
 * @since 0.1.0
 */
public record Listing(
        String url,
        String summary,
        String description,
        List<String> tags,
        List<Contributor> contributors,
        Map<String, List<String>> assets) {
    /** Nothing of all that. */
    public static final Listing NONE = builder().build();

    public Listing {
        tags = List.copyOf(tags);
        contributors = List.copyOf(contributors);
        assets = Map.copyOf(assets);
    }

    /** @param email may be empty */
    public record Contributor(String name, String email) {
        /** Printable and short, whatever strangers wrote. */
        @Override
        public String toString() {
            return ForeignText.of("Contributor[name=" + name + ", email=" + email + "]");
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Starts with nothing. Not thread-safe. */
    public static final class Builder {
        private final List<String> tags = new ArrayList<>();
        private final List<Contributor> contributors = new ArrayList<>();
        private final Map<String, List<String>> assets = new LinkedHashMap<>();
        private String url = "";
        private String summary = "";
        private String description = "";

        private Builder() {}

        public Builder url(String value) {
            url = value;
            return this;
        }

        public Builder summary(String value) {
            summary = value;
            return this;
        }

        public Builder description(String value) {
            description = value;
            return this;
        }

        public Builder tag(String value) {
            tags.add(value);
            return this;
        }

        public Builder contributor(String name, String email) {
            contributors.add(new Contributor(name, email));
            return this;
        }

        /** Adds to those of its kind. */
        public Builder asset(String kind, String content) {
            assets.merge(kind, List.of(content), (former, added) -> {
                List<String> all = new ArrayList<>(former);
                all.addAll(added);
                return List.copyOf(all);
            });
            return this;
        }

        public Listing build() {
            return new Listing(url, summary, description, tags, contributors, assets);
        }
    }

    /** Printable and short, whatever strangers wrote. */
    @Override
    public String toString() {
        return ForeignText.of("Listing[url=" + url + ", summary=" + summary + ", description=" + description + ", tags="
                + tags + ", contributors=" + contributors + ", assets=" + assets + "]");
    }
}
