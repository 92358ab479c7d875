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
        public SetProperty {
            Document.requireId(document);
            boolean fits = path.isRoot()
                    ? value.equals(ObjectValue.EMPTY)
                    : Leaves.isLeaf(value) && !path.names().get(0).equals(Document.ID);
            if (!fits) {
                throw VesperException.badInput(
                        "document " + Json.excerpt(document) + " cannot have " + Json.excerpt(value.toString()) + " at "
                                + (path.isRoot() ? "its root" : path),
                        null);
            }
        }
    }

    /** Takes away what stands at a path and inside it. */
    record RemoveProperty(String document, Path path) implements Operation {
        public RemoveProperty {
            Document.requireId(document);
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
}
