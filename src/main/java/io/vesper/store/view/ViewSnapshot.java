package io.vesper.store.view;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The documents of one moment. Each one that changes while this is open is kept as it was, so close it. Any thread may use it. */
public final class ViewSnapshot implements AutoCloseable {
    private final View view;
    private final Moment moment;
    private final Preimages preimages;

    ViewSnapshot(View view, Moment moment, Preimages preimages) {
        this.view = view;
        this.moment = moment;
        this.preimages = preimages;
    }

    public Moment moment() {
        return moment;
    }

    /** What stood of a document. */
    public RecentDocument document(String id) {
        RecentDocument now = view.document(id);
        RecentDocument then = preimages.get(id); // second, for it is kept before the change can be seen
        return then != null ? then : now;
    }

    /** Every document that was ever written, by id. */
    public Iterator<RecentDocument> documents() {
        return new Listing(view::idsAfter, RecentDocument::isWritten);
    }

    /** Every document with a conflict, by id. */
    public Iterator<RecentDocument> conflicts() {
        return new Listing(after -> view.conflictsAfter(after, preimages), RecentDocument::conflicted);
    }

    /** Fetches ids page by page. */
    private final class Listing implements Iterator<RecentDocument> {
        private final Function<@Nullable String, List<String>> pages;
        private final java.util.function.Predicate<RecentDocument> wanted;
        private List<String> page = List.of();
        private int at;
        private @Nullable String last;
        private @Nullable RecentDocument next;

        Listing(Function<@Nullable String, List<String>> pages, java.util.function.Predicate<RecentDocument> wanted) {
            this.pages = pages;
            this.wanted = wanted;
        }

        @Override
        public boolean hasNext() {
            while (next == null) {
                if (at == page.size()) {
                    page = pages.apply(last);
                    at = 0;
                    if (page.isEmpty()) {
                        return false;
                    }
                }
                last = page.get(at++);
                RecentDocument document = document(last);
                next = wanted.test(document) ? document : null;
            }
            return true;
        }

        @Override
        public RecentDocument next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException();
            }
            RecentDocument found = next;
            next = null;
            return found;
        }
    }

    @Override
    public void close() {
        view.release(preimages);
    }
}
