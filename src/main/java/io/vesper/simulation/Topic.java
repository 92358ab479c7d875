package io.vesper.simulation;

import io.vesper.replication.Message;
import io.vesper.revision.BranchId;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A broker's topic. Whether it keeps messages for the absent, and lets a publisher hear itself, is drawn from the seed. */
final class Topic {
    /**
     * A message on its way.
     *
     * @param message what the body says, read once for all who receive it; null where it is none of ours
     */
    record Packet(long number, BranchId from, @Nullable Message message) {}

    private static final long NO_OUTCOME = 5_000;

    private final String name;
    private final Schedule schedule;
    private final Journal journal;
    private final Weather weather;
    private final RandomGenerator random;
    private final boolean durable;
    private final boolean echo;
    private final List<Mailbox> mailboxes = new ArrayList<>();
    private long packets;

    Topic(String name, Schedule schedule, Journal journal, Weather weather, RandomGenerator random) {
        this.name = name;
        this.schedule = schedule;
        this.journal = journal;
        this.weather = weather;
        this.random = random;
        this.durable = random.nextBoolean();
        this.echo = random.nextBoolean();
    }

    String name() {
        return name;
    }

    /** Whether it keeps messages for subscribers that are away. */
    boolean durable() {
        return durable;
    }

    /** A place for a subscriber; it holds a session now and then. */
    Mailbox mailbox(Link owner) {
        Mailbox mailbox = new Mailbox(owner, durable, schedule, weather);
        mailboxes.add(mailbox);
        return mailbox;
    }

    /** Takes a message over the wire; the publisher learns what became of it, or after a while that nobody knows. */
    void publish(Link from, String token, @Nullable Message message) {
        boolean arrives = weather.reachesBroker();
        boolean told = arrives && !weather.outcomeUnknown();
        Packet packet = new Packet(++packets, from.branch(), message);
        if (arrives) {
            schedule.after(1 + random.nextLong(5), () -> fanOut(packet));
        }
        long session = from.session();
        long after = told ? 6 + random.nextLong(10) : NO_OUTCOME;
        schedule.after(after, () -> from.outcome(session, token, told));
    }

    /** What somebody says who is no instance of this data set. */
    void intrude(@Nullable Message message) {
        fanOut(new Packet(++packets, BranchId.of("stranger"), message));
    }

    private void fanOut(Packet packet) {
        if (weather.forgotten()) {
            journal.say(() -> name + " confirms and forgets #" + packet.number() + " of " + packet.from());
            return;
        }
        for (Mailbox mailbox : mailboxes) {
            boolean own = mailbox.branch().equals(packet.from());
            if (own ? echo : weather.passes(packet.from(), mailbox.branch())) {
                mailbox.take(packet);
            }
        }
    }

    /** The broker dies and comes back, with nothing. */
    void restart() {
        journal.say(() -> name + " restarts, and has forgotten everything");
        mailboxes.forEach(Mailbox::forget);
    }

    List<Mailbox> mailboxes() {
        return mailboxes;
    }
}
