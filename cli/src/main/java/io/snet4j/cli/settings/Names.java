package io.snet4j.cli.settings;

import java.util.regex.Pattern;

/** Names that users give to profiles and keys; they become parts of paths and of lines. */
final class Names {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,31}");

    private Names() {}

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
