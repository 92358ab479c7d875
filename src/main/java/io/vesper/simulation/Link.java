package io.vesper.simulation;

import io.vesper.document.VesperException;
import io.vesper.replication.Effect;
import io.vesper.replication.Event;
import io.vesper.replication.Message;
import io.vesper.replication.Message.Announcement;
import io.vesper.replication.Message.Changesets;
import io.vesper.replication.Message.Sender;
import io.vesper.replication.MessageCodec;
import io.vesper.replication.Peer;
import io.vesper.replication.Timing;
import io.vesper.revision.BranchId;
import io.vesper.revision.Changeset;
import io.vesper.simulation.Topic.Packet;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An instance on a topic: carries out what the protocol wants, and tells it what happens. */
final class Link {
    static final int LARGEST_MESSAGE = 1 << 20;

    private static final long TIME_TO_SEND = 3_000;

    private final Site site;
    private final Topic topic;
    private final Mailbox mailbox;
    private final World world;
    private final SplittableRandom random;
    private final Map<String, Message> outstanding = new LinkedHashMap<>();
    private final SortedMap<Long, Changesets> unstored = new TreeMap<>();
    private final Deque<Long> open = new ArrayDeque<>();
    private final Set<Long> finished = new HashSet<>();
    private final SortedSet<Long> proven = new TreeSet<>();
    private final Set<Long> said = new HashSet<>();
    private @Nullable Protocol protocol;
    private long outboxAfter;
    private boolean connected;
    private boolean reachable = true;
    private long session;
    private long timer;
    private long clockOffset;
    private long announcedByOthers;

    Link(Site site, Topic topic, World world) {
        this.site = site;
        this.topic = topic;
        this.world = world;
        this.random = world.random().split();
        this.mailbox = topic.mailbox(this);
    }

    BranchId branch() {
        return site.branch();
    }

    Topic topic() {
        return topic;
    }

    long session() {
        return session;
    }

    boolean connected() {
        return connected;
    }

    Collection<Peer> peers() {
        return protocol == null ? List.of() : protocol.peers();
    }

    MemoryStore memory() {
        return site.memory();
    }

    Site site() {
        return site;
    }

    /** The last own changeset that is not in the outbox any more. */
    long confirmed() {
        return site.confirmed(this);
    }

    Mailbox mailbox() {
        return mailbox;
    }

    /** The instance comes to life. */
    void start(String life) {
        clockOffset = random.nextLong(1_000_000) - world.schedule().now();
        protocol = world.parts()
                .protocol(
                        new Sender(World.TRUNK, site.branch(), life),
                        site.replica(this),
                        Timing.DEFAULT,
                        random.split());
        outboxAfter = site.confirmed(this);
        said.clear();
        timer++;
        connectSoon();
    }

    /** The instance dies. Its sessions end, and nobody is told. */
    void die() {
        protocol = null;
        timer++;
        endSession();
        outstanding.clear();
        forgetDeliveries();
    }

    /** The broker cannot be reached for a while. */
    void cutOff() {
        reachable = false;
        drop();
    }

    void reachAgain() {
        if (!reachable) {
            reachable = true;
            connectSoon();
        }
    }

    /** The session ends; another begins soon. */
    void drop() {
        if (connected) {
            world.journal().say(() -> branch() + " loses its session with " + topic.name());
            endSession();
            List.copyOf(outstanding.keySet()).forEach(token -> {
                outstanding.remove(token);
                tell(new Event.Unconfirmed(token, "the session ended"));
            });
            forgetDeliveries();
            tell(new Event.Disconnected());
            connectSoon();
        }
    }

    private void endSession() {
        connected = false;
        session++;
        mailbox.disconnect();
    }

    private void forgetDeliveries() {
        unstored.clear();
        open.clear();
        finished.clear();
    }

    private void connectSoon() {
        world.schedule().after(20 + random.nextLong(500), this::connect);
    }

    private void connect() {
        if (connected || !reachable || protocol == null) {
            return;
        }
        connected = true;
        session++;
        world.journal().say(() -> branch() + " connects to " + topic.name());
        world.journal().connected();
        tell(new Event.Connected(LARGEST_MESSAGE));
        mailbox.connect();
        expectOutbox();
    }

    /** What was in the outbox when the instance came to life must have been said soon after it is connected. */
    private void expectOutbox() {
        long inSession = session;
        long head = site.memory().revision().seq(branch());
        world.schedule().after(TIME_TO_SEND, () -> {
            for (long seq = outboxAfter + 1; seq <= head && session == inSession; seq++) {
                if (seq > announcedByOthers && !said.contains(seq)) {
                    world.journal().violation(branch() + " left " + branch() + "." + seq + " in its outbox, unsent");
                }
            }
        });
    }

    /** What became of a publication of a session. */
    void outcome(long inSession, String token, boolean confirmed) {
        Message message = inSession == session ? outstanding.remove(token) : null;
        if (message == null) {
            return;
        }
        if (confirmed && message instanceof Changesets changesets) {
            changesets.changesets().stream()
                    .filter(changeset -> changeset.branch().equals(branch()))
                    .forEach(changeset -> proven.add(changeset.seq()));
        }
        tell(confirmed ? new Event.Confirmed(token) : new Event.Unconfirmed(token, "no receipt came"));
    }

    void arrived(Packet packet, long delivery) {
        if (protocol == null) {
            return;
        }
        open.addLast(delivery);
        Message message = packet.message();
        world.journal().say(() -> branch() + " hears #" + packet.number() + " of " + packet.from());
        if (message == null || !message.sender().trunk().equals(World.TRUNK)) {
            done(delivery); // none of ours: whoever drives the protocol keeps it away
            return;
        }
        if (message instanceof Changesets changesets) {
            unstored.put(delivery, changesets);
        } else if (message instanceof Announcement announcement
                && !announcement.sender().branch().equals(branch())) {
            announcedByOthers =
                    Math.max(announcedByOthers, announcement.revision().seq(branch()));
        }
        tell(new Event.Received(message, delivery));
    }

    /** Gives the protocol an event and carries out what it wants. */
    void tell(Event event) {
        if (protocol != null) {
            for (Effect effect : protocol.on(world.schedule().now() + clockOffset, event)) {
                carryOut(effect);
            }
        }
    }

    private void carryOut(Effect effect) {
        if (effect instanceof Effect.Publish publish) {
            publish(publish.token(), publish.message());
        } else if (effect instanceof Effect.Store store) {
            site.store(store, this);
        } else if (effect instanceof Effect.Acknowledge acknowledge) {
            done(acknowledge.delivery());
        } else if (effect instanceof Effect.OutboxConfirmed confirmed) {
            requireProof(confirmed.upTo());
            site.confirmed(this, confirmed.upTo());
        } else if (effect instanceof Effect.WakeAt wake) {
            wakeAt(wake.millis() - clockOffset);
        } else if (effect instanceof Effect.Quarantine quarantine) {
            site.quarantine(quarantine.changeset(), quarantine.reason());
        } else if (effect instanceof Effect.Alarm alarm) {
            world.alarm(branch(), alarm.text());
        }
    }

    private void publish(String token, Message message) {
        if (!connected) {
            outstanding.put(token, message);
            long inSession = session;
            world.schedule().after(0, () -> outcome(inSession, token, false));
            return;
        }
        byte[] body = MessageCodec.encode(message);
        world.journal().say(() -> branch() + " says " + World.describe(message));
        world.journal().published(message);
        if (message instanceof Changesets changesets) {
            changesets.changesets().stream()
                    .filter(changeset -> changeset.branch().equals(branch()))
                    .forEach(changeset -> said.add(changeset.seq()));
        }
        outstanding.put(token, message);
        Optional<Message> read = read(body);
        if (!read.equals(Optional.of(message))) {
            world.journal().violation(branch() + " says what others read otherwise: " + World.describe(message));
        }
        topic.publish(this, token, read.orElse(null));
    }

    /** The message that bytes are; none where they are none of ours. */
    static Optional<Message> read(byte[] body) {
        try {
            return Optional.of(MessageCodec.decode(body));
        } catch (VesperException e) {
            return Optional.empty();
        }
    }

    /** A broker takes an acknowledgement for all deliveries before it as well, so it is told of them in order only. */
    private void done(long delivery) {
        finished.add(delivery);
        long last = 0;
        while (!open.isEmpty() && finished.remove(open.getFirst())) {
            last = open.removeFirst();
        }
        SortedMap<Long, Changesets> acknowledged = unstored.headMap(last + 1);
        for (Changesets changesets : acknowledged.values()) {
            for (Changeset changeset : changesets.changesets()) {
                if (!site.hasOnDisk(changeset)) {
                    world.journal()
                            .violation(branch() + " acknowledged " + changeset.id() + " before it was on its disk");
                }
            }
        }
        acknowledged.clear();
        mailbox.acknowledge(last);
    }

    private void requireProof(long upTo) {
        for (long seq = site.confirmed(this) + 1; seq <= upTo; seq++) {
            if (seq > announcedByOthers && !proven.contains(seq)) {
                world.journal()
                        .violation(
                                branch() + " took " + branch() + "." + seq + " out of its outbox, and nobody had it");
            }
        }
    }

    private void wakeAt(long time) {
        long mine = ++timer;
        long jitter = random.nextInt(10) == 0 ? -5 : random.nextLong(20); // timers are late, and now and then early
        world.schedule().at(time + jitter, () -> {
            if (mine == timer) {
                world.journal().woken();
                tell(new Event.TimePassed());
            }
        });
    }
}
