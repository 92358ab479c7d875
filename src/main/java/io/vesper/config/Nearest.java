package io.vesper.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Which of the names we know somebody may have meant. */
public final class Nearest {
    private Nearest() {}

    /**
     * The candidate that needs the fewest edits to become the given word.
     *
     * @return empty when even the best one is more than a third of the word away: a far guess misleads more than none
     */
    public static Optional<String> to(String word, Collection<String> candidates) {
        int tolerated = Math.max(1, (word.length() + 1) / 3);
        return candidates.stream()
                .min(Comparator.comparingInt((String candidate) -> distance(word, candidate)))
                .filter(best -> distance(word, best) <= tolerated);
    }

    /** Insertions, removals, replacements and swaps of neighbours that lead from one word to the other. */
    static int distance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, from, to, i, j);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int cheapest(int[][] cost, String from, String to, int i, int j) {
        int replaced = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
