package io.vesper.revision;

import io.vesper.document.Document;
import io.vesper.document.Json;
import io.vesper.document.Leaves;
import io.vesper.document.Path;
import io.vesper.document.Value;
import io.vesper.document.Value.ObjectValue;
import io.vesper.document.VesperException;

/** One step of a changeset. It replaces what its changeset had seen, and nothing else. */
public sealed interface Operation {
    /** The id of the document it changes. */
    String document();

    /** Where in the document it works; the root for the document as a whole. */
    Path path();

    /**
     * Puts a value at a path, in place of what stood there, around it or inside it.
     *
     * @param path the root only to say that the document is there and has no properties
     * @param value a leaf: see {@link Leaves}
     */
    record SetProperty(String document, Path path, Value value) implements Operation {
        /** @throws VesperException (bad input) if the value is no leaf, or cannot stand at the path */
        public SetProperty {
            Document.requireId(document);
            boolean fits = path.isRoot() ? value.equals(ObjectValue.EMPTY) : Leaves.isLeaf(value) && !isId(path);
            if (!fits) {
                throw unfit(document, "have this value", path);
            }
            Leaves.requireFits(path, value);
        }
    }

    /**
     * Takes away what stands at a path and inside it.
     *
     * @param path never the root: that is {@link DeleteDocument}
     */
    record RemoveProperty(String document, Path path) implements Operation {
        /** @throws VesperException (bad input) if the path is the root or leads to the document's id */
        public RemoveProperty {
            Document.requireId(document);
            if (path.isRoot() || isId(path)) {
                throw unfit(document, "lose what stands", path);
            }
        }
    }

    /** Takes a whole document away. */
    record DeleteDocument(String document) implements Operation {
        public DeleteDocument {
            Document.requireId(document);
        }

        @Override
        public Path path() {
            return Path.ROOT;
        }
    }

    private static boolean isId(Path path) {
        return path.names().get(0).equals(Document.ID);
    }

    private static VesperException unfit(String document, String what, Path path) {
        String where = path.isRoot() ? "its root" : isId(path) ? "its id" : Json.excerpt(path.toString());
        return VesperException.badInput(
                "document " + Json.excerpt(document) + " cannot " + what + " at " + where, null);
    }
}
