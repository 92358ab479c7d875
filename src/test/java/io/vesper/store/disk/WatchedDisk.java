package io.vesper.store.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A disk that counts what is asked of it, and fails when a test wants it to. */
public final class WatchedDisk implements Disk {
    /** What can be asked of a disk. */
    public enum Action {
        CREATE,
        OPEN,
        LIST,
        FOLDER,
        RENAME,
        DELETE,
        SYNC_FOLDER,
        READ,
        WRITE,
        RESIZE,
        SYNC
    }

    /** Is asked before each action; what it throws is what the disk answers. */
    @FunctionalInterface
    public interface Watch {
        void before(Action action, Path file) throws IOException;
    }

    private final Disk inner;
    private final Map<Action, AtomicLong> counts = new EnumMap<>(Action.class);
    private volatile Watch watch = (action, file) -> {};

    public WatchedDisk(Disk inner) {
        this.inner = inner;
        for (Action action : Action.values()) {
            counts.put(action, new AtomicLong());
        }
    }

    public void watch(Watch newWatch) {
        this.watch = newWatch;
    }

    public long count(Action action) {
        return counts.get(action).get();
    }

    private void before(Action action, Path file) throws IOException {
        counts.get(action).incrementAndGet();
        watch.before(action, file);
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        before(Action.CREATE, file);
        return new WatchedFile(inner.create(file));
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        before(Action.OPEN, file);
        return new WatchedFile(inner.open(file));
    }

    @Override
    public boolean exists(Path file) {
        return inner.exists(file);
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        before(Action.LIST, folder);
        return inner.list(folder);
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        before(Action.FOLDER, folder);
        inner.createFolder(folder);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        before(Action.RENAME, to);
        inner.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        before(Action.DELETE, file);
        inner.delete(file);
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        before(Action.SYNC_FOLDER, folder);
        inner.syncFolder(folder);
    }

    private final class WatchedFile implements DiskFile {
        private final DiskFile file;

        WatchedFile(DiskFile file) {
            this.file = file;
        }

        @Override
        public Path path() {
            return file.path();
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int read(long position, byte[] target, int from, int length) throws IOException {
            before(Action.READ, path());
            return file.read(position, target, from, length);
        }

        @Override
        public void write(long position, ByteBuffer source) throws IOException {
            before(Action.WRITE, path());
            file.write(position, source);
        }

        @Override
        public void resize(long size) throws IOException {
            before(Action.RESIZE, path());
            file.resize(size);
        }

        @Override
        public void sync() throws IOException {
            before(Action.SYNC, path());
            file.sync();
        }

        @Override
        public ByteBuffer map(long position, int length) throws IOException {
            return file.map(position, length);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
