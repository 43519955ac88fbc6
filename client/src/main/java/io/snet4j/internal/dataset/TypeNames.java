package io.snet4j.internal.dataset;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The lists of types in a method's metadata, which are free text: {@code zip, tar.gz}, {@code .jpg, JPEG},
 * {@code ["png"]}, {@code *.csv}, {@code image/png}.
 */
final class TypeNames {
    private static final Pattern SEPARATORS = Pattern.compile("[,;|/\\s\\[\\](){}\"'`]+");

    /** Texts for one format. A service that wrote one of them is not taken to refuse the other. */
    private static final Set<Set<String>> SYNONYMS =
            Set.of(Set.of("jpg", "jpeg"), Set.of("tif", "tiff"), Set.of("htm", "html"), Set.of("yml", "yaml"));

    private TypeNames() {}

    /** Lower case, without dots in front, in the order written; empty means any, as does a {@code *} among them. */
    static Set<String> parse(Collection<String> texts) {
        Set<String> types = new LinkedHashSet<>();
        for (String text : texts) {
            for (String word : SEPARATORS.split(text.toLowerCase(Locale.ROOT))) {
                String type = bare(word);
                if (!type.isEmpty()) {
                    types.add(type);
                } else if (word.indexOf('*') >= 0) {
                    return Set.of();
                }
            }
        }
        return types;
    }

    /** By hand: an expression for dots at the end begins anew at each dot of a stranger's megabytes. */
    private static String bare(String word) {
        int from = 0;
        while (from < word.length() && (word.charAt(from) == '*' || word.charAt(from) == '.')) {
            from++;
        }
        int to = word.length();
        while (to > from && word.charAt(to - 1) == '.') {
            to--;
        }
        return word.substring(from, to);
    }

    static Set<String> withSynonyms(Set<String> types) {
        Set<String> all = new LinkedHashSet<>(types);
        for (Set<String> synonyms : SYNONYMS) {
            if (synonyms.stream().anyMatch(types::contains)) {
                all.addAll(synonyms);
            }
        }
        return all;
    }
}
