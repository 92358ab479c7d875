package io.vesper.channel.stomp;

import io.vesper.channel.ChannelListener;
import io.vesper.channel.HostPort;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes sessions. A host is first met with a greeting that every broker understands, without heart-beats; by its answer
 * its {@link Dialect} is known, and remembered, and the session is made as that dialect likes it.
 *
 * <p>Confined to the channel's thread; one attempt at a time.
 */
final class SessionOpener {
    private final ChannelThread thread;
    private final StompSettings settings;
    private final ChannelListener listener;
    private final Meter meter;
    private final String nonce;
    private final Map<HostPort, Dialect> known = new HashMap<>();
    private @Nullable Attempt running;

    SessionOpener(ChannelThread thread, StompSettings settings, ChannelListener listener, Meter meter, String nonce) {
        this.thread = thread;
        this.settings = settings;
        this.listener = listener;
        this.meter = meter;
        this.nonce = nonce;
    }

    /**
     * Begins to make a session.
     *
     * @param opened gets the session, subscribed
     * @param failed told why there is none, or why the one that was opened has ended; at most once
     */
    void open(HostPort host, Consumer<Session> opened, Consumer<String> failed) {
        Attempt attempt = new Attempt(host, opened, failed);
        running = attempt;
        attempt.begin();
    }

    /** Gives up the attempt that is running, if one is; nothing is told. */
    void cancel() {
        Attempt attempt = running;
        if (attempt != null) {
            attempt.cancel();
        }
    }

    private final class Attempt {
        private final HostPort host;
        private final Consumer<Session> opened;
        private final Consumer<String> failed;
        private @Nullable ConnectionOpener connecting;
        private @Nullable StompConnection publishing;
        private @Nullable Session session;
        private boolean established;
        private boolean over;

        Attempt(HostPort host, Consumer<Session> opened, Consumer<String> failed) {
            this.host = host;
            this.opened = opened;
            this.failed = failed;
        }

        void begin() {
            Dialect chosen = settings.dialect() != null ? settings.dialect() : known.get(host);
            if (chosen == null) {
                meet();
            } else {
                connectAs(chosen);
            }
        }

        void cancel() {
            over = true;
            closeAll("the attempt was given up");
        }

        /** The greeting that every broker understands. */
        private void meet() {
            connect(Map.of(), Duration.ZERO, connection -> {
                Dialect dialect = connection.dialect();
                known.put(host, dialect);
                if (dialect.heartBeats() && !settings.timing().heartBeat().isZero()) {
                    connection.leave(Duration.ofSeconds(1), () -> {});
                    connectAs(dialect);
                } else {
                    subscribeAs(dialect, connection);
                }
            });
        }

        private void connectAs(Dialect dialect) {
            connect(Map.of(), heartBeat(dialect), connection -> {
                if (settings.dialect() == null && !connection.dialect().equals(dialect)) {
                    connection.close(); // another broker took the place of the one we knew
                    meet();
                } else {
                    subscribeAs(dialect, connection);
                }
            });
        }

        private void subscribeAs(Dialect dialect, StompConnection publisher) {
            publishing = publisher;
            connect(identity(dialect), heartBeat(dialect), subscriber -> {
                Session made = new Session(thread, dialect, settings, publisher, subscriber, listener, meter, nonce);
                session = made;
                Duration within = settings.timing().connectWithin();
                thread.after(within, () -> {
                    if (!established) {
                        fail("the subscription was not confirmed within " + within.toMillis() + " ms");
                    }
                });
                made.begin(
                        () -> {
                            if (!over) {
                                established = true;
                                running = null;
                                opened.accept(made);
                            }
                        },
                        this::fail);
            });
        }

        private void connect(Map<String, String> headers, Duration heartBeat, Consumer<StompConnection> next) {
            Map<String, String> all = new HashMap<>(headers);
            StompSettings.Login login = settings.login();
            if (login != null) {
                all.put("login", login.user());
                all.put("passcode", login.passcode());
            }
            connecting = ConnectionOpener.open(
                    thread,
                    host,
                    all,
                    heartBeat,
                    settings.timing().connectWithin(),
                    settings.tls(),
                    connection -> {
                        connecting = null;
                        next.accept(connection);
                    },
                    this::fail);
        }

        private void fail(String reason) {
            if (over) {
                return;
            }
            over = true;
            if (!established) {
                known.remove(host);
                closeAll(reason);
            }
            failed.accept(reason);
        }

        private void closeAll(String reason) {
            if (running == this) {
                running = null;
            }
            ConnectionOpener opener = connecting;
            if (opener != null) {
                opener.cancel();
            }
            Session made = session;
            StompConnection publisher = publishing;
            if (made != null) {
                made.abandon(reason);
            } else if (publisher != null) {
                publisher.close();
            }
        }

        private Duration heartBeat(Dialect dialect) {
            return dialect.heartBeats() ? settings.timing().heartBeat() : Duration.ZERO;
        }

        private Map<String, String> identity(Dialect dialect) {
            String name = settings.durableName();
            Dialect.Durable durable = dialect.durable();
            if (name == null || durable == null) {
                return Map.of();
            }
            Map<String, String> headers = new HashMap<>();
            durable.connect().forEach((header, value) -> headers.put(header, value.replace("{name}", name)));
            return headers;
        }
    }
}
