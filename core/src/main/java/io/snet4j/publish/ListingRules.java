package io.snet4j.publish;

import java.math.BigInteger;
import java.util.List;

/** What people read of an organization or a service. */
final class ListingRules {
    static final int MAX_NAME = 200;
    private static final int MAX_TEXT = 100_000;
    private static final int MAX_TAG = 100;

    /** More than any other reader takes. */
    private static final int MAX_SUMMARY = 1_000;

    private static final int SUMMARY_OF_OTHERS = 160;
    private static final List<String> MEDIA_OF_OTHERS = List.of("hero_image", "proto_file", "demo_component");
    private static final BigInteger MAX_ORDER = BigInteger.valueOf(Integer.MAX_VALUE);

    private ListingRules() {}

    /** @param description an object, or one text */
    static void describe(Value description) {
        if (description.json().isTextual()) {
            description.text(MAX_TEXT);
            return;
        }
        if (!description.isThere() || !description.isObject()) {
            return;
        }
        description.at("url").checked(Links.MAX_URL, Links::page);
        description.at("description").text(MAX_TEXT);
        description.at("long_description").text(MAX_TEXT);
        Value summary = description.at("short_description");
        summary.text(MAX_SUMMARY)
                .filter(text -> text.length() > SUMMARY_OF_OTHERS)
                .ifPresent(text -> summary.warning("has " + text.length() + " characters; of an organization, SDK 6 for"
                        + " Python and snet-cli read at most " + SUMMARY_OF_OTHERS));
    }

    /** Pictures and documents by kind, one or several. */
    static void assets(Value assets) {
        for (Value asset : assets.fields()) {
            // Whatever else others keep here is theirs.
            if (asset.json().isTextual()) {
                asset.checked(Links.MAX_URL, Links::media);
            } else if (asset.json().isArray()) {
                asset.elements().forEach(each -> each.required().checked(Links.MAX_URL, Links::media));
            } else if (asset.json().isNumber() || asset.json().isBoolean()) {
                asset.problem("expected a text or a list of texts");
            }
        }
    }

    static void tags(Value tags) {
        GroupRules.unique(tags.elements(), "", tag -> tag.required().name(MAX_TAG));
    }

    static void contributors(Value contributors) {
        for (Value person : contributors.objects()) {
            person.at("name").required().name(MAX_NAME);
            person.at("email_id").checked(MAX_NAME, Links::email);
        }
    }

    static void media(Value media) {
        List<Value> all = media.objects();
        GroupRules.unique(all, "order", each -> each.at("order")
                .whole(BigInteger.ONE, MAX_ORDER)
                .map(BigInteger::toString));
        for (Value each : all) {
            each.at("url").required().name(Links.MAX_URL);
            each.at("url").checked(Links.MAX_URL, Links::media);
            each.at("file_type").required().oneOf(List.of("image", "video", "archive", "text", "markdown", "pdf"));
            each.at("alt_text").text(MAX_SUMMARY);
            each.at("asset_type").text(MAX_TAG);
            Value asset = each.at("asset_type");
            if (!MEDIA_OF_OTHERS.contains(asset.json().asText())) {
                asset.warning("is none that SDK 6 for Python reads: " + String.join(", ", MEDIA_OF_OTHERS));
            }
        }
    }
}
