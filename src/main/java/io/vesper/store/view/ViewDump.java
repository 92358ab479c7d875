package io.vesper.store.view;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A view in bytes: its figures and branches first, then its documents, each for itself. Another view can be filled from it. */
public final class ViewDump {
    private ViewDump() {}

    /** @param heads of all branches, at the same moment */
    public static byte[] beginning(Moment moment, Collection<BranchHead> heads) {
        Packed packed = moment.pack(new Packed(1024)).number(heads.size());
        for (BranchHead head : heads) {
            byte[] bytes = head.toBytes();
            packed.number(head.index()).number(bytes.length).raw(bytes);
        }
        return packed.toBytes();
    }

    public static byte[] document(RecentDocument document) {
        StoredDocument stored = new StoredDocument(
                document.exists(), document.conflicted(), document.changes(), 0, new long[0], document.encoded());
        return stored.toBytes();
    }

    /** Fills an empty view. Nothing of it counts until it is finished. Confined to the thread that publishes. */
    public static final class Filling {
        private final View view;
        private final Moment moment;
        private final List<BranchHead> heads = new ArrayList<>();

        /** @param beginning what {@link ViewDump#beginning} gave */
        public Filling(View view, byte[] beginning) {
            this.view = view;
            ByteBuffer bytes = ByteBuffer.wrap(beginning);
            this.moment = Moment.unpack(bytes);
            for (long n = Packed.number(bytes); n > 0; n--) {
                int index = (int) Packed.number(bytes);
                heads.add(BranchHead.of(index, Packed.raw(bytes, (int) Packed.number(bytes))));
            }
        }

        /** @param dumped what {@link ViewDump#document} gave */
        public void add(byte[] dumped) {
            StoredDocument stored = StoredDocument.of(dumped);
            if (stored == null) {
                throw new IllegalArgumentException("not a document of a view");
            }
            view.fill(RecentDocument.of(stored));
        }

        public void finish() {
            view.filled(moment, heads);
        }
    }
}
