package io.vesper.revision;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A set of changesets, as ranges. Immutable.
 *
 * @param list sorted, apart from one another, and not adjacent
 */
public record Ranges(List<Range> list) {
    public static final Ranges NONE = new Ranges(List.of());

    public Ranges {
        list = List.copyOf(list);
    }

    public static Ranges of(Collection<Range> ranges) {
        List<Range> sorted = new ArrayList<>(ranges);
        sorted.sort(null);
        List<Range> joined = new ArrayList<>();
        for (Range range : sorted) {
            Range last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && last.branch().equals(range.branch()) && range.from() <= last.to() + 1) {
                joined.set(joined.size() - 1, new Range(last.branch(), last.from(), Math.max(last.to(), range.to())));
            } else {
                joined.add(range);
            }
        }
        return new Ranges(joined);
    }

    public boolean isEmpty() {
        return list.isEmpty();
    }

    public long count() {
        return list.stream().mapToLong(Range::count).sum();
    }

    public Ranges plus(Range range) {
        return plus(new Ranges(List.of(range)));
    }

    public Ranges plus(Ranges others) {
        List<Range> all = new ArrayList<>(list);
        all.addAll(others.list);
        return of(all);
    }

    public Ranges minus(Range taken) {
        List<Range> left = new ArrayList<>();
        for (Range range : list) {
            if (!range.branch().equals(taken.branch()) || range.to() < taken.from() || range.from() > taken.to()) {
                left.add(range);
                continue;
            }
            if (range.from() < taken.from()) {
                left.add(new Range(range.branch(), range.from(), taken.from() - 1));
            }
            if (range.to() > taken.to()) {
                left.add(new Range(range.branch(), taken.to() + 1, range.to()));
            }
        }
        return new Ranges(left);
    }

    public Ranges minus(Ranges taken) {
        Ranges left = this;
        for (Range range : taken.list) {
            left = left.minus(range);
        }
        return left;
    }

    /** Those that the revision includes. */
    public Ranges within(Revision revision) {
        List<Range> inside = new ArrayList<>();
        for (Range range : list) {
            long to = Math.min(range.to(), revision.seq(range.branch()));
            if (to >= range.from()) {
                inside.add(new Range(range.branch(), range.from(), to));
            }
        }
        return new Ranges(inside);
    }

    /** Those that the revision does not include. */
    public Ranges beyond(Revision revision) {
        List<Range> outside = new ArrayList<>();
        for (Range range : list) {
            long from = Math.max(range.from(), revision.seq(range.branch()) + 1);
            if (from <= range.to()) {
                outside.add(new Range(range.branch(), from, range.to()));
            }
        }
        return new Ranges(outside);
    }

    /** Everything that one revision includes and another does not. */
    public static Ranges between(Revision have, Revision target) {
        List<Range> lacking = new ArrayList<>();
        target.heads().forEach((branch, seq) -> {
            if (have.seq(branch) < seq) {
                lacking.add(new Range(branch, have.seq(branch) + 1, seq));
            }
        });
        return new Ranges(lacking);
    }

    /** The smallest number of one branch that is in the set, or {@code otherwise} where none is. */
    public long first(BranchId branch, long otherwise) {
        return list.stream()
                .filter(range -> range.branch().equals(branch))
                .mapToLong(Range::from)
                .findFirst()
                .orElse(otherwise);
    }

    @Override
    public String toString() {
        return list.isEmpty() ? "none" : list.stream().map(Range::toString).collect(Collectors.joining(","));
    }
}
