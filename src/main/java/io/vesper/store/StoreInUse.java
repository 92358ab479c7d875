package io.vesper.store;

import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import java.nio.file.Path;

/** A store that somebody else had open at the moment it was wanted. It may be free the next moment: trying again is right. */
public final class StoreInUse extends VesperException {
    private static final long serialVersionUID = 1L;

    StoreInUse(Path directory, String owner) {
        super(
                Failure.STORE,
                "the store in " + directory + " is in use by " + owner,
                "wait until that has ended, or stop it");
    }
}
