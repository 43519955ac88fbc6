package io.snet4j.publish;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What holds for every text of a file, known field or not: what cannot be written in UTF-8 would be stored as another.
 */
final class TextRules {
    /** All characters of Unicode that are there for nothing else. */
    private static final String TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

    private TextRules() {}

    static void check(JsonNode json, String path, Findings findings) {
        if (json.isTextual()) {
            text(json.textValue(), path, "", findings);
        } else if (json.isObject()) {
            json.properties().forEach(field -> {
                String child = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                text(field.getKey(), child, "the name of the field ", findings);
                check(field.getValue(), child, findings);
            });
        } else {
            for (int i = 0; i < json.size(); i++) {
                check(json.get(i), path + "[" + i + "]", findings);
            }
        }
    }

    private static void text(String text, String path, String what, Findings findings) {
        text.codePoints()
                .filter(TextRules::isForbidden)
                .findFirst()
                .ifPresent(bad -> findings.problem(
                        path,
                        what + "has the character " + named(bad) + ", which "
                                + (isSurrogate(bad) ? "is half of one" : "cannot be shown")));
    }

    /** What is to be known of a name that can look like another one; empty if it cannot. */
    static Optional<String> turned(String name) {
        return name.codePoints()
                .filter(character -> TURNING.indexOf(character) >= 0)
                .mapToObj(turning -> "has the character " + named(turning)
                        + ", which turns the direction of text, so that the name can look like another one")
                .findFirst();
    }

    private static String named(int character) {
        return "U+" + String.format(Locale.ROOT, "%04X", character);
    }

    /** Line ends and tabs belong to a text of several lines. */
    private static boolean isForbidden(int character) {
        return isSurrogate(character)
                || (Character.isISOControl(character) && character != '\n' && character != '\r' && character != '\t');
    }

    private static boolean isSurrogate(int character) {
        return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    }

    /** A field that is not known but looks like a slip of one that is. Others are somebody's own, and kept. */
    static void slips(Value object, List<String> known) {
        for (Value field : object.fields()) {
            String name = field.name();
            if (!known.contains(name)) {
                known.stream()
                        .filter(each -> !object.at(each).isThere() && isNear(name, each))
                        .findFirst()
                        .ifPresent(each -> field.warning("is not known; is " + each + " meant?"));
            }
        }
    }

    /** One letter more, less or another, or two that changed places. */
    private static boolean isNear(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT).replace("-", "_");
        String b = other.toLowerCase(Locale.ROOT);
        if (a.length() < 3 || Math.abs(a.length() - b.length()) > 1) {
            return false;
        }
        int begin = 0;
        while (begin < Math.min(a.length(), b.length()) && a.charAt(begin) == b.charAt(begin)) {
            begin++;
        }
        int end = 0;
        while (end < Math.min(a.length(), b.length()) - begin
                && a.charAt(a.length() - 1 - end) == b.charAt(b.length() - 1 - end)) {
            end++;
        }
        int left = Math.max(a.length(), b.length()) - begin - end;
        return left <= 1
                || (left == 2
                        && a.length() == b.length()
                        && a.charAt(begin) == b.charAt(begin + 1)
                        && a.charAt(begin + 1) == b.charAt(begin));
    }
}
