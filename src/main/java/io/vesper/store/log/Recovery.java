package io.vesper.store.log;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the log was found when it was opened.
 *
 * @param end where the log ends now: the position of the next batch
 * @param records how many records were read
 * @param cut what had to be cut off its end, if anything
 */
public record Recovery(long end, long records, Optional<CutTail> cut) {

    /**
     * The remains of a commit that was interrupted before it was acknowledged to anybody. They are no part of the log any
     * more, but nothing is thrown away unseen.
     *
     * @param segment the file they stood in
     * @param offset from where, in bytes
     * @param bytes how many
     * @param savedAs the file that has them now
     */
    public record CutTail(Path segment, long offset, long bytes, Path savedAs) {}
}
