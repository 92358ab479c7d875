package io.vesper.store.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Folders and files. Every method may be called from any thread; none may be called on a thread that others interrupt. */
public interface Disk {

    /**
     * Creates an empty file that is readable by its owner only.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is one
     */
    DiskFile create(Path file) throws IOException;

    /**
     * Opens a file that exists, for reading and writing.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    DiskFile open(Path file) throws IOException;

    boolean exists(Path file);

    /** The files and folders in a folder, sorted by name; none if the folder does not exist. */
    List<Path> list(Path folder) throws IOException;

    /** Creates a folder and those above it, as far as they are missing. The new ones are readable by their owner only. */
    void createFolder(Path folder) throws IOException;

    /** Gives a file another name in one step, in place of the file that has that name now, if any. */
    void rename(Path from, Path to) throws IOException;

    /** Deletes a file, if it exists. */
    void delete(Path file) throws IOException;

    /** Returns when the files of the folder are safely known by the names they have now. */
    void syncFolder(Path folder) throws IOException;
}
