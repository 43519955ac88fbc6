package io.snet4j.cli.network;

import io.snet4j.internal.text.ShownUri;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Settings as they may be shown: no key, and of URIs only the origin, since keys stand in their paths. */
final class ShownSetting {
    private ShownSetting() {}

    static String of(String name, String value) {
        if (name.endsWith("PRIVATE_KEY")) {
            return "(not shown)";
        }
        return value.contains("://")
                ? Arrays.stream(value.split(",")).map(ShownSetting::uri).collect(Collectors.joining(","))
                : value;
    }

    static String uri(String text) {
        try {
            return ShownUri.origin(new URI(text.strip()));
        } catch (URISyntaxException e) {
            return "(no URI)";
        }
    }
}
