package io.vesper.channel.stomp;

import io.vesper.channel.Channel;
import io.vesper.channel.ChannelListener;
import io.vesper.channel.ChannelStatus;
import io.vesper.channel.Connected;
import io.vesper.channel.Delivery;
import io.vesper.channel.Disconnected;
import io.vesper.channel.HostPort;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A channel over STOMP: goes round its hosts until a session stands, and again when one ends.
 *
 * <p>A session that fails takes its publications with it (they are reported as unconfirmed), and the next host in the
 * list gets its turn, after a wait that grows while nothing succeeds. Whoever is connected stays where it is.
 */
public final class StompChannel implements Channel {
    /** How long closing may take besides the drain: leaving two connections, with some slack. */
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private final StompSettings settings;
    private final ChannelThread thread;
    private final Meter meter = new Meter();
    private final AtomicBoolean opened = new AtomicBoolean();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile State state;

    // What follows is confined to the channel's thread.
    private final Backoff backoff;
    private @Nullable GuardedListener listener;
    private @Nullable SessionOpener opener;
    private @Nullable Session session;
    private int turn;
    private boolean closing;

    /** What the status is made from, replaced as a whole. */
    private record State(
            @Nullable Connected session,
            HostPort host,
            Instant since,
            @Nullable Instant nextAttempt,
            ChannelStatus.@Nullable LastFailure lastFailure) {}

    /** Nothing happens before {@link #open}. */
    public StompChannel(StompSettings settings) {
        this.settings = settings;
        this.thread = new ChannelThread(settings.channel());
        this.state = new State(null, settings.hosts().get(0), Instant.now(), null, null);
        this.backoff = new Backoff(
                settings.hosts().size(),
                settings.timing().firstRetry(),
                settings.timing().longestRetry(),
                new SplittableRandom());
    }

    @Override
    public void open(ChannelListener told) {
        if (!opened.compareAndSet(false, true)) {
            throw new IllegalStateException("channel " + settings.channel() + " was opened before");
        }
        thread.run(() -> {
            GuardedListener guarded = new GuardedListener(told);
            listener = guarded;
            String nonce = Long.toHexString(ThreadLocalRandom.current().nextLong()) + "-";
            opener = new SessionOpener(thread, settings, guarded, meter, nonce);
            attempt();
        });
    }

    @Override
    public void publish(String id, byte[] body) {
        thread.run(() -> {
            Session current = session;
            GuardedListener told = listener;
            if (closing && told != null) {
                told.unconfirmed(id, "the channel is being closed");
            } else if (current != null) {
                current.publish(new Publication(id, body));
            } else if (told != null) {
                told.unconfirmed(id, notConnected());
            }
        });
    }

    @Override
    public void acknowledge(Delivery delivery) {
        thread.run(() -> {
            Session current = session;
            if (current != null) {
                current.acknowledge(delivery);
            }
        });
    }

    @Override
    public ChannelStatus status() {
        State now = state;
        return new ChannelStatus(
                settings.channel(),
                now.session(),
                now.host(),
                now.since(),
                now.nextAttempt(),
                now.lastFailure(),
                meter.read());
    }

    @Override
    public void close(Duration drain) {
        if (thread.isCurrent()) {
            throw new IllegalStateException("a channel cannot be closed by its listener");
        }
        thread.run(() -> beginToClose(drain));
        try {
            closed.get(drain.plus(FAREWELL).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            thread.run(this::finish); // it answers no more; its sockets are closed all the same
        }
    }

    private HostPort host() {
        return settings.hosts().get(turn);
    }

    private String notConnected() {
        ChannelStatus.LastFailure last = state.lastFailure();
        return last == null ? "not connected yet" : "not connected: " + last.reason();
    }

    private void attempt() {
        SessionOpener made = opener;
        if (closing || made == null) {
            return;
        }
        State before = state;
        state = new State(null, host(), before.since(), null, before.lastFailure());
        made.open(host(), this::established, this::failed);
    }

    private void established(Session made) {
        session = made;
        state = new State(made.description(), host(), Instant.now(), null, state.lastFailure());
        GuardedListener told = listener;
        if (told != null) {
            told.connected(made.description());
        }
    }

    private void failed(String reason) {
        Session ended = session;
        session = null;
        HostPort host = host();
        Instant now = Instant.now();
        if (ended != null && ended.age().compareTo(backoff.ceiling()) > 0) {
            backoff.reset();
        }
        Duration wait = backoff.next();
        turn = (turn + 1) % settings.hosts().size();
        Instant next = now.plus(wait);
        Instant since = ended != null ? now : state.since();
        state = new State(null, host(), since, next, new ChannelStatus.LastFailure(host, now, reason));
        GuardedListener told = listener;
        if (told != null) {
            told.disconnected(new Disconnected(host, ended != null, reason, host(), next));
        }
        thread.after(wait, this::attempt);
    }

    private void beginToClose(Duration drain) {
        if (closing) {
            return;
        }
        closing = true;
        SessionOpener made = opener;
        if (made != null) {
            made.cancel();
        }
        Session current = session;
        if (current == null) {
            finish();
        } else {
            current.leave(drain, this::finish);
        }
    }

    private void finish() {
        Session current = session;
        session = null;
        if (current != null) {
            current.abandon("the channel was closed");
        }
        GuardedListener told = listener;
        if (told != null) {
            told.mute();
        }
        State last = state;
        state = new State(null, last.host(), Instant.now(), null, last.lastFailure());
        closed.complete(null);
    }
}
