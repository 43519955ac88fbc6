package io.snet4j.cli.shell;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody meant who mistyped a word. */
public final class NearWords {
    /** A letter too many, too few or wrong counts one, as do two that changed places. */
    private static final int MOST_MISTAKES = 2;

    private static final int LONGEST = 100;

    private NearWords() {}

    public static Optional<String> nearest(String typed, Collection<String> words) {
        if (typed.length() > LONGEST) {
            return Optional.empty();
        }
        int most = Math.min(MOST_MISTAKES, typed.length() / 2);
        return words.stream()
                .filter(word -> mistakes(typed, word) <= most)
                .min(Comparator.comparingInt(word -> mistakes(typed, word)));
    }

    private static int mistakes(String a, String b) {
        int[][] steps = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                int wrong = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                steps[i][j] = Math.min(steps[i - 1][j - 1] + wrong, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    steps[i][j] = Math.min(steps[i][j], steps[i - 2][j - 2] + 1);
                }
            }
        }
        return steps[a.length()][b.length()];
    }
}
