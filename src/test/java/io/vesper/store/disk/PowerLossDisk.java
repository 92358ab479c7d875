package io.vesper.store.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A disk that takes the contract at its word: when the power goes, each sector that was written but not synced is as
 * before or as after, as chance will have it, and names that were not synced may be as before.
 *
 * <p>Meant for small files. After {@link #losePower()} everything opened through it fails; open the files through another disk.
 */
public final class PowerLossDisk implements Disk {
    private static final int SECTOR = 512;

    /** Undoes a change of names that may be lost. */
    private interface Undo {
        void run() throws IOException;
    }

    private final Disk inner = new RealDisk();
    private final Random random;
    private final Map<Path, byte[]> synced = new HashMap<>();
    private final Map<Path, List<Undo>> unsyncedNames = new HashMap<>();
    private boolean dead;

    public PowerLossDisk(long seed) {
        this.random = new Random(seed);
    }

    public synchronized void losePower() throws IOException {
        dead = true;
        for (Map.Entry<Path, byte[]> file : synced.entrySet()) {
            if (Files.exists(file.getKey())) {
                // As another file of that name: what is mapped of this one stays, for no process sees the loss happen.
                Path lost = file.getKey().resolveSibling("lost.tmp");
                Files.write(lost, mix(file.getValue(), Files.readAllBytes(file.getKey())));
                Files.move(lost, file.getKey(), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        for (List<Undo> changes : unsyncedNames.values()) {
            int kept = random.nextInt(changes.size() + 1);
            for (int i = changes.size() - 1; i >= kept; i--) {
                changes.get(i).run();
            }
        }
    }

    private byte[] mix(byte[] before, byte[] after) {
        int mode = random.nextInt(4);
        if (mode == 0) {
            return before;
        }
        if (mode == 1) {
            return after;
        }
        byte[] mixed = new byte[random.nextBoolean() ? before.length : after.length];
        for (int at = 0; at < mixed.length; at += SECTOR) {
            byte[] chosen = random.nextBoolean() ? before : after;
            int length = Math.min(Math.min(SECTOR, mixed.length - at), chosen.length - at);
            if (length > 0) {
                System.arraycopy(chosen, at, mixed, at, length);
            }
        }
        return mixed;
    }

    private void alive() throws IOException {
        if (dead) {
            throw new IOException("the power is off");
        }
    }

    private void renamed(Path folder, Undo undo) {
        unsyncedNames.computeIfAbsent(folder, f -> new ArrayList<>()).add(undo);
    }

    /** What is on the disk for certain of a file that is about to be changed. */
    private void changing(Path file) throws IOException {
        alive();
        if (!synced.containsKey(file)) {
            synced.put(file, Files.readAllBytes(file));
        }
    }

    @Override
    public synchronized DiskFile create(Path file) throws IOException {
        alive();
        DiskFile created = inner.create(file);
        synced.put(file, new byte[0]);
        renamed(file.getParent(), () -> Files.deleteIfExists(file));
        return new LossyFile(created);
    }

    @Override
    public synchronized DiskFile open(Path file) throws IOException {
        alive();
        return new LossyFile(inner.open(file));
    }

    @Override
    public boolean exists(Path file) {
        return inner.exists(file);
    }

    @Override
    public synchronized List<Path> list(Path folder) throws IOException {
        alive();
        return inner.list(folder);
    }

    @Override
    public synchronized void createFolder(Path folder) throws IOException {
        alive();
        inner.createFolder(folder);
    }

    @Override
    public synchronized void rename(Path from, Path to) throws IOException {
        alive();
        byte[] replaced = Files.exists(to) ? Files.readAllBytes(to) : null;
        byte[] sure = synced.remove(from);
        inner.rename(from, to);
        if (sure != null) {
            synced.put(to, sure);
        } else {
            synced.remove(to);
        }
        renamed(to.getParent(), () -> {
            Files.move(to, from);
            if (replaced != null) {
                Files.write(to, replaced);
            }
        });
    }

    @Override
    public synchronized void delete(Path file) throws IOException {
        alive();
        if (Files.exists(file)) {
            byte[] content = Files.readAllBytes(file);
            synced.remove(file);
            inner.delete(file);
            renamed(file.getParent(), () -> Files.write(file, content));
        }
    }

    @Override
    public synchronized void syncFolder(Path folder) throws IOException {
        alive();
        inner.syncFolder(folder);
        unsyncedNames.remove(folder);
    }

    private final class LossyFile implements DiskFile {
        private final DiskFile file;

        LossyFile(DiskFile file) {
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
            return file.read(position, target, from, length);
        }

        @Override
        public void write(long position, ByteBuffer source) throws IOException {
            synchronized (PowerLossDisk.this) {
                changing(path());
                file.write(position, source);
            }
        }

        @Override
        public void resize(long size) throws IOException {
            synchronized (PowerLossDisk.this) {
                changing(path());
                file.resize(size);
            }
        }

        @Override
        public void sync() throws IOException {
            synchronized (PowerLossDisk.this) {
                alive();
                synced.remove(path());
            }
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
