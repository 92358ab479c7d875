package io.vesper.cli.shell;

import io.vesper.channel.Connected;
import io.vesper.channel.Disconnected;
import io.vesper.cli.render.Style;
import io.vesper.cli.render.Visible;
import io.vesper.document.VesperException;
import io.vesper.node.NodeListener;
import io.vesper.revision.ChangesetId;
import io.vesper.revision.Range;
import io.vesper.revision.Ranges;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Says in lines what replication brings. What arrives within a moment is one line, however much it is; a broker that stays away is told
 * of once, until it is back.
 */
final class Announcer implements NodeListener, AutoCloseable {
    private static final long MOMENT_MILLIS = 200;

    private final Style style;
    private volatile Consumer<String> lines = line -> {};
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "vesper-shell-announcer");
        made.setDaemon(true);
        return made;
    });
    private final Map<String, Set<String>> told = new HashMap<>();
    private Ranges arrived = Ranges.NONE;

    Announcer(Style style) {
        this.style = style;
    }

    /** From now on each line goes there, in a thread of the announcer's own; what was said before goes nowhere. */
    void sayTo(Consumer<String> listener) {
        lines = listener;
    }

    @Override
    public synchronized void connected(String channel, Connected session) {
        told.remove(channel);
        say(style.good(Visible.line(channel + ": connected to " + session.host() + ", " + session.server())));
    }

    @Override
    public synchronized void disconnected(String channel, Disconnected event) {
        String what = event.established() ? ": lost the connection to " : ": cannot connect to ";
        String line = channel + what + event.host() + ": " + event.reason();
        if (told.computeIfAbsent(channel, name -> new HashSet<>()).add(line)) {
            say(style.warning(Visible.line(line)));
        }
    }

    @Override
    public synchronized void arrived(List<ChangesetId> changesets) {
        boolean first = arrived.isEmpty();
        arrived = arrived.plus(Ranges.of(changesets.stream()
                .map(id -> new Range(id.branch(), id.seq(), id.seq()))
                .toList()));
        if (first && !later.isShutdown()) {
            var unused = later.schedule(this::tellArrived, MOMENT_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void alarm(String text) {
        say(style.bad("alarm:") + " " + Visible.line(text));
    }

    @Override
    public synchronized void failed(VesperException cause) {
        String hint = cause.hint() == null ? "" : "; " + cause.hint();
        say(style.bad("replication ended:") + " " + Visible.line(VesperException.reason(cause) + hint));
    }

    @Override
    public void close() {
        later.shutdownNow();
    }

    private void tellArrived() {
        Ranges ranges;
        synchronized (this) {
            ranges = arrived;
            arrived = Ranges.NONE;
        }
        String which = ranges.list().size() > 6 ? ranges.list().size() + " ranges" : ranges.toString();
        String count = ranges.count() == 1 ? "1 changeset" : ranges.count() + " changesets";
        lines.accept(style.faint("arrived: " + count + ", " + which));
    }

    private void say(String line) {
        if (!later.isShutdown()) {
            later.execute(() -> lines.accept(line));
        }
    }
}
