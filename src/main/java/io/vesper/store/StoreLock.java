package io.vesper.store;

import io.vesper.store.disk.DiskFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes one process the owner of a store: a lock on a file that says which process it is. The system frees it when the
 * process ends, however it ends.
 */
final class StoreLock implements AutoCloseable {
    private static final String NAME = "store.lock";

    /**
     * The stores this process owns. On POSIX systems, closing any other handle of a locked file frees the lock, so the file is
     * not even opened while it is ours; taking, asking and letting go exclude each other for the same reason.
     */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;
    private final FileLock lock;

    private StoreLock(Path directory, FileChannel channel, FileLock lock) {
        this.directory = directory;
        this.channel = channel;
        this.lock = lock;
    }

    /** @throws StoreInUse if a process owns the store, this one included */
    static StoreLock take(Path directory) {
        synchronized (OURS) {
            return takeAlone(directory);
        }
    }

    private static StoreLock takeAlone(Path directory) {
        Path real = real(directory);
        if (!OURS.add(real)) {
            throw new StoreInUse(directory, "this process");
        }
        try {
            FileChannel channel = FileChannel.open(
                    real.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                String owner = read(channel).map(pid -> "process " + pid).orElse("another process");
                channel.close();
                throw new StoreInUse(directory, owner);
            }
            byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
            channel.write(ByteBuffer.wrap(pid), 0);
            channel.truncate(pid.length);
            return new StoreLock(real, channel, lock);
        } catch (IOException failed) {
            OURS.remove(real);
            throw DiskFailure.during("lock", directory.resolve(NAME), failed);
        } catch (StoreInUse locked) {
            OURS.remove(real);
            throw locked;
        }
    }

    /** The process that owns a store now, if any does. */
    static Optional<Long> owner(Path directory) {
        synchronized (OURS) {
            return ownerAlone(directory);
        }
    }

    private static Optional<Long> ownerAlone(Path directory) {
        Path file = directory.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        if (OURS.contains(real(directory))) {
            return Optional.of(ProcessHandle.current().pid());
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            FileLock lock = tryLock(channel);
            if (lock != null) {
                lock.release();
                return Optional.empty();
            }
            return Optional.of(read(channel).orElse(0L));
        } catch (IOException failed) {
            throw DiskFailure.during("read", file, failed);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException ours) {
            return null; // by way of another path to the same folder
        }
    }

    private static Optional<Long> read(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(20);
        channel.read(text, 0);
        String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
        return pid.isEmpty() || !pid.chars().allMatch(Character::isDigit)
                ? Optional.empty()
                : Optional.of(Long.parseLong(pid));
    }

    private static Path real(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException missing) {
            return directory.toAbsolutePath().normalize();
        }
    }

    @Override
    public void close() {
        synchronized (OURS) {
            try (channel) {
                lock.release();
            } catch (IOException failed) {
                throw DiskFailure.during("unlock", directory.resolve(NAME), failed);
            } finally {
                OURS.remove(directory);
            }
        }
    }
}
