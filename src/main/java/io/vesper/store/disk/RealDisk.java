package io.vesper.store.disk;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** The disk of the machine. */
public final class RealDisk implements Disk {
    private static final FileAttribute<?>[] ANY = {};

    @Override
    public DiskFile create(Path file) throws IOException {
        Files.createFile(file, ownerOnly(file, "rw-------"));
        return open(file);
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        return new RealFile(file);
    }

    @Override
    public boolean exists(Path file) {
        return Files.exists(file);
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        Files.createDirectories(folder, ownerOnly(folder, "rwx------"));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    /** Where a system does not let a folder be opened (Windows), names are safe without. */
    @Override
    public void syncFolder(Path folder) throws IOException {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path file, String permissions) throws IOException {
        Path there = file.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        FileStore home = Files.getFileStore(there);
        return home.supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : ANY;
    }

    /**
     * Reads go past the channel: an interrupt in a reading thread would close the channel under the writer. The channel is for what only it
     * can do, forcing the data without the file's times.
     */
    private static final class RealFile implements DiskFile {
        private final Path path;
        private final RandomAccessFile file;
        private final FileChannel channel;

        RealFile(Path path) throws IOException {
            this.path = path;
            this.file = new RandomAccessFile(path.toFile(), "rw");
            this.channel = file.getChannel();
        }

        @Override
        public Path path() {
            return path;
        }

        @Override
        public long size() throws IOException {
            return file.length();
        }

        @Override
        public int read(long position, byte[] target, int from, int length) throws IOException {
            int done = 0;
            synchronized (file) {
                file.seek(position);
                while (done < length) {
                    int count = file.read(target, from + done, length - done);
                    if (count < 0) {
                        break;
                    }
                    done += count;
                }
            }
            return done;
        }

        @Override
        public void write(long position, ByteBuffer source) throws IOException {
            long at = position;
            while (source.hasRemaining()) {
                at += channel.write(source, at);
            }
        }

        @Override
        public void resize(long size) throws IOException {
            synchronized (file) {
                file.setLength(size);
            }
        }

        @Override
        public void sync() throws IOException {
            channel.force(false);
        }

        @Override
        public ByteBuffer map(long position, int length) throws IOException {
            return channel.map(FileChannel.MapMode.READ_ONLY, position, length);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
