package io.vesper.store;

import io.vesper.document.Path;
import io.vesper.document.Value;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A process that commits until it is killed, and says of each commit that returned which it was. */
final class CommittingProcess {
    private CommittingProcess() {}

    /** @param args the store's folder, and how many threads write */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        StoreOptions options = StoreFixture.options("0A")
                .withCheckpoints(new Checkpoints(60, 1 << 20, 20))
                .withNotices(System.err::println);
        java.nio.file.Path folder = java.nio.file.Path.of(args[0]);
        Store store =
                Stores.identity(folder).isPresent() ? Stores.open(folder, options) : Stores.create(folder, options);
        out.println("open");
        AtomicInteger documents = new AtomicInteger();
        for (int t = 0; t < Integer.parseInt(args[1]); t++) {
            String left = "left" + t;
            String right = "right" + t;
            new Thread(() -> {
                        while (true) {
                            int n = documents.incrementAndGet();
                            Committed committed = StoreFixture.change(store, draft -> {
                                draft.set(left, Path.of("x"), Value.of(n));
                                draft.set(right, Path.of("x"), Value.of(n));
                                draft.set("doc" + n % 200, Path.of(left), Value.of(n));
                            });
                            out.println(committed.changeset().seq() + " " + left + " " + n);
                        }
                    })
                    .start();
        }
    }
}
