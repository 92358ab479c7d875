package io.vesper.cli.store;

import io.vesper.cli.session.Words;
import io.vesper.document.Document;
import io.vesper.document.Json;
import io.vesper.document.Value;
import io.vesper.document.VesperException;

/** What is said of a document that is not there. */
public final class Unknown {
    private Unknown() {}

    /** The failure that names the document. */
    public static VesperException document(String id) {
        return VesperException.notFound(
                "there is no document " + Json.excerpt(Json.print(Value.of(id))),
                id.length() > Document.MAX_ID
                        ? null
                        : "`vesper log " + Words.quoted(id) + "` shows whether there was one");
    }
}
