package io.vesper.merge;

import io.vesper.document.Path;
import java.util.List;

/**
 * Sides that did not see one another and differ, at one path of one document.
 *
 * @param path the root where a whole document was deleted beside an edit
 * @param winner what the document shows there
 * @param losers the others, highest first; at least one
 */
public record Conflict(String document, Path path, Side winner, List<Side> losers) {
    public Conflict {
        losers = List.copyOf(losers);
    }
}
