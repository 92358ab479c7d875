package io.vesper.store.log;

/** Is given the records of a log in their order, batch by batch. */
@FunctionalInterface
public interface LogReader {
    /**
     * @param position where the record stands: {@link ChangesetLog#read} takes it
     * @param next where the batch of this record ends; everything up to there is safe once the batch is complete
     */
    void record(long position, LogRecord record, long next);
}
