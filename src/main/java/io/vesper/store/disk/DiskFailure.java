package io.vesper.store.disk;

import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** The disk refused or failed (exit code 8): full, read-only, not permitted, broken. */
public final class DiskFailure extends VesperException {
    private static final String CREATE = "create";

    private DiskFailure(String message, String hint, IOException cause) {
        super(Failure.STORE, message, hint, cause);
    }

    /**
     * @param action what was being done, as in "write"
     * @param file to what
     */
    public static DiskFailure during(String action, Path file, IOException cause) {
        boolean begun = !action.equals(CREATE);
        return new DiskFailure(
                "cannot " + action + " " + file + ": " + words(cause),
                begun || isFull(cause) ? hint(cause) : "choose a folder that can be written",
                cause);
    }

    /** Whether the disk has no room left, or its owner's share of it is used up. */
    public static boolean isFull(IOException cause) {
        String words = VesperException.reason(cause);
        return words.contains("No space left")
                || words.contains("quota exceeded")
                || words.contains("not enough space");
    }

    private static String hint(IOException cause) {
        if (isFull(cause)) {
            return "free some space on that disk and try again: what was acknowledged is safe";
        }
        if (words(cause).contains("Read-only file system")) {
            return "make it writable: even to read, a process has to own the store";
        }
        if (cause instanceof AccessDeniedException || words(cause).contains("ermission denied")) {
            return "check who owns the file and its folder, and the user this runs as";
        }
        return "check the disk, then open the store again: what was acknowledged is found again";
    }

    /** The bare names of these exceptions say more than their messages, which are the path alone. */
    private static String words(IOException cause) {
        if (cause instanceof FileSystemException failure && failure.getReason() == null) {
            if (cause instanceof AccessDeniedException) {
                return "permission denied";
            }
            if (cause instanceof NoSuchFileException) {
                return "no such file";
            }
            if (cause instanceof FileAlreadyExistsException) {
                return "a file of that name is there";
            }
            if (cause instanceof NotDirectoryException) {
                return "not a folder";
            }
        }
        return cause instanceof FileSystemException failure && failure.getReason() != null
                ? failure.getReason()
                : VesperException.reason(cause);
    }
}
