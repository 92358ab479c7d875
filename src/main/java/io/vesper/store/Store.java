package io.vesper.store;

import io.vesper.document.Document;
import io.vesper.document.VesperException;
import io.vesper.merge.DocumentState;
import io.vesper.revision.BranchId;
import io.vesper.revision.Changeset;
import io.vesper.revision.ChangesetId;
import io.vesper.revision.Range;
import io.vesper.revision.Ranges;
import io.vesper.revision.Revision;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The versioned documents of one site. One process owns a store at a time.
 *
 * <p><b>Durability.</b> What a method that writes has returned survives the death of the process and the loss of power.
 * What it has not returned may be there after a crash or not, but never in part.
 *
 * <p><b>Threads.</b> Every method may be called from any thread. Writers that wait together share one fsync. Readers see
 * one consistent revision and do not hold writers up for long.
 *
 * <p><b>Errors.</b> Whatever keeps a store from going on is a {@link VesperException} of kind STORE that names the file;
 * after a failed write every later one fails with the same cause, and reading goes on.
 */
public interface Store extends AutoCloseable {
    BranchId branch();

    String trunk();

    /** The folder it lives in. */
    Path directory();

    /** Whether changesets are kept for good; replication and every look into the past need them. */
    boolean savesHistory();

    // Writing

    /**
     * Makes one changeset of this site's branch.
     *
     * @param author who makes it; may be empty
     * @param comment why; may be empty
     * @param transaction says what to change, given what stands; run once, on the store's own thread, so that nothing
     *     changes between its reading and its writing. What it throws is thrown here, and nothing is written.
     * @return empty where the transaction had nothing to change
     */
    Optional<Committed> commit(String author, String comment, Transaction transaction);

    /**
     * Takes changesets that other branches, or an earlier life of this one, made. Each is written unless it is here
     * already, and applied as soon as all its causes are.
     *
     * @param changesets in any order
     */
    Received receive(List<Changeset> changesets);

    /**
     * Notes that the broker has all own changesets up to this one. Not urgent: after a crash an earlier note may be found.
     */
    void confirm(long upTo);

    /** What was confirmed last: own changesets beyond it are the outbox. */
    long confirmed();

    /**
     * Keeps a message that cannot be taken, durably.
     *
     * @param source where it came from
     * @param reason why it cannot be taken, one line
     */
    void quarantine(String source, String reason, byte[] message);

    /** What was kept so, oldest first. */
    List<Quarantined> quarantined();

    // Reading the present

    /** The revision and the digest of its state, at one moment. Cheap. */
    Present present();

    StoreStatus status();

    /** What stands of a document; {@link DocumentState#unwritten} where nothing was written. */
    DocumentState state(String id);

    /** What the document shows, if it is there. */
    default Optional<Document> get(String id) {
        return state(id).document();
    }

    /** All documents as they are now, whatever is written while they are read. To be closed. */
    Snapshot snapshot();

    // Reading the past

    /**
     * What stood of a document once.
     *
     * @param revision one that includes the causes of all it includes, as every revision that was ever printed does
     */
    DocumentState stateAt(String id, Revision revision);

    /** The revision this store had reached at a moment: everything it then held with a time not after it. */
    Revision revisionAt(Instant moment);

    /** Changesets as the query wants them, read while they are consumed. To be closed. */
    Stream<Entry> history(HistoryQuery query);

    Optional<Entry> changeset(ChangesetId id);

    /** One line for each branch, by its id. */
    List<BranchSummary> branches();

    /**
     * Applied changesets of a range, in order.
     *
     * @param maxBytes where to stop: after the changeset whose encoded form reaches it
     * @return at least the first of the range if it is held; shorter where one is not held
     */
    List<Changeset> read(Range range, int maxBytes);

    /**
     * What is neither applied nor waiting for its causes, of all that a revision includes.
     *
     * @param limit how many changesets at most, those needed first; at least 1
     */
    Ranges missing(Revision target, long limit);

    // Care

    /**
     * Reads everything and compares: every checksum, the chain of hashes of each branch, and the view against what the log
     * gives.
     */
    CheckReport check();

    /**
     * Hears of every change, after it is durable and can be read.
     *
     * @return ends it
     */
    Subscription listen(StoreListener listener);

    /** Finishes what was begun. Closing twice is harmless. */
    @Override
    void close();
}
