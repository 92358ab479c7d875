package io.vesper.store.log;

import io.vesper.store.disk.Disk;
import io.vesper.store.disk.DiskFile;
import io.vesper.store.log.Recovery.CutTail;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Takes the remains of an interrupted commit off the end of a segment, after they were saved in a file of their own. */
final class TornTail {
    private static final int PIECE = 1 << 20;

    private TornTail() {}

    static CutTail cut(Disk disk, Path folder, Segment segment, long from, long to) throws IOException {
        Path saved = unusedName(disk, folder, segment, from);
        try (DiskFile copy = disk.create(saved)) {
            byte[] piece = new byte[PIECE];
            for (long at = from; at < to; ) {
                int length = segment.content().read(at, piece, 0, (int) Math.min(PIECE, to - at));
                copy.write(at - from, ByteBuffer.wrap(piece, 0, length));
                at += length;
            }
            copy.sync();
        }
        disk.syncFolder(folder);
        Segment.fillWithZeros(segment.content(), from, to);
        segment.content().sync();
        return new CutTail(segment.file(), from, to - from, saved);
    }

    private static Path unusedName(Disk disk, Path folder, Segment segment, long offset) {
        String name = segment.file().getFileName() + "-" + offset + ".cut";
        Path saved = folder.resolve(name);
        for (int i = 2; disk.exists(saved); i++) {
            saved = folder.resolve(name + i);
        }
        return saved;
    }
}
