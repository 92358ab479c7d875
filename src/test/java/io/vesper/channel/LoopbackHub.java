package io.vesper.channel;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A broker in memory that keeps nothing: channels made by one hub hear each other, and themselves. Tests cut channels
 * off, stop confirmations, and choose a {@link Weather} in which messages get lost, doubled or late. All callbacks come
 * from one thread of the hub.
 */
public final class LoopbackHub implements AutoCloseable {
    /** What becomes of one message on its way to one receiver. */
    @FunctionalInterface
    public interface Weather {
        Weather FINE = (from, to, body) -> List.of(Duration.ZERO);

        /** One entry for each copy that arrives, with its delay; none loses the message. Called on the hub's thread. */
        List<Duration> copies(String from, String to, byte[] body);

        /** Loses and doubles messages with the given probabilities and delays each copy by up to {@code longest}. */
        static Weather rough(long seed, double loss, double doubling, Duration longest) {
            Random random = new Random(seed);
            return (from, to, body) -> {
                List<Duration> copies = new ArrayList<>();
                if (random.nextDouble() >= loss) {
                    copies.add(Duration.ofNanos((long) (random.nextDouble() * longest.toNanos())));
                }
                if (random.nextDouble() < doubling) {
                    copies.add(Duration.ofNanos((long) (random.nextDouble() * longest.toNanos())));
                }
                return copies;
            };
        }
    }

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "loopback hub");
        made.setDaemon(true);
        return made;
    });
    private final Map<String, LoopbackChannel> channels = new LinkedHashMap<>();
    private Weather weather = Weather.FINE;
    private boolean confirming = true;
    private volatile long published;

    /** A channel of the hub, to be opened by the test; connected at once when it is. */
    public Channel channel(String name) {
        LoopbackChannel channel = new LoopbackChannel(name);
        onThread(() -> channels.put(name, channel));
        return channel;
    }

    public void weather(Weather next) {
        onThread(() -> weather = next);
    }

    /** Ends the session of a channel; it stays without one until {@link #restore}. */
    public void cut(String name) {
        onThread(() -> channel0(name).goDown("cut off by the test"));
    }

    public void restore(String name) {
        onThread(() -> channel0(name).comeUp());
    }

    /** While off, messages are passed on but their senders get no confirmation; switching on does not make up for it. */
    public void confirming(boolean on) {
        onThread(() -> confirming = on);
    }

    /** Messages taken from all channels so far. */
    public long published() {
        return published;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private LoopbackChannel channel0(String name) {
        LoopbackChannel channel = channels.get(name);
        if (channel == null) {
            throw new IllegalArgumentException("no channel " + name);
        }
        return channel;
    }

    /** Returns when the task was carried out, so that what a test does next meets its effect. */
    private void onThread(Runnable task) {
        CountDownLatch done = new CountDownLatch(1);
        thread.execute(() -> {
            try {
                task.run();
            } finally {
                done.countDown();
            }
        });
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void spread(String from, byte[] body) {
        published++;
        for (LoopbackChannel to : List.copyOf(channels.values())) {
            for (Duration delay : weather.copies(from, to.name, body)) {
                if (delay.isZero()) {
                    to.arrive(body);
                } else {
                    thread.schedule(() -> to.arrive(body), delay.toNanos(), TimeUnit.NANOSECONDS);
                }
            }
        }
    }

    private final class LoopbackChannel implements Channel {
        private static final HostPort HOST = new HostPort("loopback", 1, false);

        private static final Connected SESSION =
                new Connected(HOST, "loopback", "loopback", "none", true, Integer.MAX_VALUE, 256 << 10);

        private final String name;
        private final Map<String, Integer> outstanding = new HashMap<>();
        private @Nullable ChannelListener listener;
        private boolean up;
        private volatile boolean closed;
        private volatile long session;
        private volatile long sent;
        private volatile long received;
        private volatile long acknowledged;

        LoopbackChannel(String name) {
            this.name = name;
        }

        @Override
        public void open(ChannelListener opened) {
            onThread(() -> {
                listener = opened;
                comeUp();
            });
        }

        @Override
        public void publish(String id, byte[] body) {
            later(() -> {
                ChannelListener told = listener;
                if (told == null || closed) {
                    return;
                }
                if (!up) {
                    told.unconfirmed(id, "not connected");
                    return;
                }
                if (outstanding.values().stream().mapToInt(n -> n).sum() >= WINDOW) {
                    told.unconfirmed(id, "too many publications outstanding");
                    return;
                }
                sent++;
                spread(name, body);
                if (confirming) {
                    told.confirmed(id);
                } else {
                    outstanding.merge(id, 1, Integer::sum);
                }
            });
        }

        @Override
        public void acknowledge(Delivery delivery) {
            later(() -> {
                if (delivery.session() == session) {
                    acknowledged = Math.max(acknowledged, delivery.number());
                }
            });
        }

        @Override
        public ChannelStatus status() {
            boolean now = up;
            return new ChannelStatus(
                    name,
                    now ? SESSION : null,
                    HOST,
                    Instant.EPOCH,
                    null,
                    null,
                    new ChannelStatus.Traffic(
                            sent, 0, sent, 0, received, 0, (int) (received - acknowledged), 0, session));
        }

        @Override
        public void close(Duration drain) {
            if (closed) {
                return;
            }
            try {
                onThread(() -> {
                    failOutstanding("closed");
                    up = false;
                    closed = true;
                });
            } catch (RejectedExecutionException e) {
                closed = true; // the hub was closed before
            }
        }

        private void later(Runnable task) {
            try {
                thread.execute(task);
            } catch (RejectedExecutionException e) {
                closed = true;
            }
        }

        private void comeUp() {
            ChannelListener told = listener;
            if (told == null || up || closed) {
                return;
            }
            up = true;
            session++;
            received = 0;
            acknowledged = 0;
            told.connected(SESSION);
        }

        private void goDown(String reason) {
            ChannelListener told = listener;
            if (told == null || !up || closed) {
                return;
            }
            up = false;
            failOutstanding(reason);
            told.disconnected(new Disconnected(HOST, true, reason, HOST, Instant.EPOCH));
        }

        private void failOutstanding(String reason) {
            ChannelListener told = listener;
            if (told != null) {
                outstanding.forEach((id, times) -> {
                    for (int i = 0; i < times; i++) {
                        told.unconfirmed(id, reason);
                    }
                });
            }
            outstanding.clear();
        }

        private void arrive(byte[] body) {
            ChannelListener told = listener;
            if (told != null && up && !closed) {
                received++;
                told.received(new Delivery(session, received, body.clone(), ""));
            }
        }
    }
}
