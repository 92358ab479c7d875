package io.vesper.replication;

import io.vesper.replication.Event.Changed;
import io.vesper.replication.Event.Confirmed;
import io.vesper.replication.Event.Connected;
import io.vesper.replication.Event.Disconnected;
import io.vesper.replication.Event.Received;
import io.vesper.replication.Event.Refusal;
import io.vesper.replication.Event.ResyncAsked;
import io.vesper.replication.Event.Stored;
import io.vesper.replication.Event.TimePassed;
import io.vesper.replication.Event.Unconfirmed;
import io.vesper.replication.Message.Announcement;
import io.vesper.replication.Message.Changesets;
import io.vesper.replication.Message.Request;
import io.vesper.replication.Message.Sender;
import io.vesper.revision.Changeset;
import io.vesper.revision.ChangesetId;
import io.vesper.revision.Range;
import io.vesper.revision.Ranges;
import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One instance's side of the protocol on one channel. Give it every event, in order, and carry out the effects, in order.
 *
 * <p>Confined to one thread. The same events at the same times, with the same random numbers, give the same effects.
 */
public final class Replicator {
    private final Sender self;
    private final Replica replica;
    private final Timing timing;
    private final Out out = new Out();
    private final Peers peers = new Peers();
    private final Outbox outbox;
    private final Answers answers;
    private final Gaps gaps;
    private final Announcements announcements;
    private final Namesakes namesakes;
    private int largestMessage;
    private long wakeAt = Long.MAX_VALUE;

    /**
     * @param self whom the others hear; the session must be one that no life of this branch had before
     * @param replica what is replicated
     * @param random spreads the instances' moments over time
     */
    public Replicator(Sender self, Replica replica, Timing timing, RandomGenerator random) {
        this.self = self;
        this.replica = replica;
        this.timing = timing;
        this.outbox = new Outbox(self, replica);
        this.answers = new Answers(self, replica, timing, random);
        this.gaps = new Gaps(self, timing, random);
        this.namesakes = new Namesakes(timing);
        this.announcements = new Announcements(self, timing, random);
    }

    /**
     * Takes one event.
     *
     * @param now milliseconds of any clock that never goes back
     * @return what to do about it, in this order
     */
    public List<Effect> on(long now, Event event) {
        if (event instanceof Received received) {
            receive(received.message(), received.delivery(), now);
        } else if (event instanceof Stored stored) {
            stored(stored, now);
        } else if (event instanceof Changed) {
            changed(now);
        } else if (event instanceof Confirmed confirmed) {
            outbox.confirmed(confirmed.token());
            answers.confirmed(confirmed.token());
        } else if (event instanceof Unconfirmed unconfirmed) {
            outbox.unconfirmed(unconfirmed.token(), now);
            answers.unconfirmed(unconfirmed.token(), now);
        } else if (event instanceof Connected connected) {
            connected(connected, now);
        } else if (event instanceof Disconnected) {
            largestMessage = 0;
        } else if (event instanceof TimePassed) {
            wakeAt = Long.MAX_VALUE; // whoever came too early is asked to come again
        } else if (event instanceof ResyncAsked) {
            announcements.sessionBegins(now);
            gaps.hurry(peers.known(), now);
        }
        pump(now);
        return out.take();
    }

    /** The other instances, by branch. */
    public Collection<Peer> peers() {
        return peers.all();
    }

    private void connected(Connected session, long now) {
        largestMessage = session.largestMessage();
        outbox.sessionBegins();
        answers.sessionBegins();
        announcements.sessionBegins(now);
        gaps.hurry(peers.known(), now);
    }

    private void receive(Message message, long delivery, long now) {
        if (message.sender().equals(self)) {
            out.emit(new Effect.Acknowledge(delivery)); // our own, come back from the broker
            return;
        }
        long silence = peers.silence(message.sender().branch(), now);
        if (message.sender().branch().equals(self.branch())) {
            if (namesakes.heard(message.sender(), now)) {
                out.emit(new Effect.Alarm("another instance on this channel uses the branch id " + self.branch()
                        + ": stop one of the two, and give it a branch id of its own"));
            }
        } else {
            peers.heard(message.sender(), now);
        }
        if (message instanceof Changesets changesets) {
            receive(changesets, delivery, now);
        } else {
            if (message instanceof Announcement announcement) {
                receive(announcement, silence, now);
            } else if (message instanceof Request request) {
                answers.asked(request, replica.state().revision(), now);
                gaps.askedByOther(request.wanted(), now);
            }
            out.emit(new Effect.Acknowledge(delivery));
        }
    }

    private void receive(Changesets message, long delivery, long now) {
        Replica.State state = replica.state();
        Ranges ranges = Ranges.of(message.changesets().stream()
                .map(changeset -> new Range(changeset.branch(), changeset.seq(), changeset.seq()))
                .toList());
        answers.heard(ranges);
        gaps.arrived(ranges, delivery, now);
        for (Changeset changeset : message.changesets()) {
            peers.wrote(changeset.id(), changeset.moved(), state.revision(), now);
        }
        out.emit(new Effect.Store(message.changesets(), delivery));
    }

    private void receive(Announcement announcement, long silence, long now) {
        Replica.State ours = replica.state();
        peers.announced(announcement, ours.revision(), now);
        if (!announcement.sender().branch().equals(self.branch())) { // what an earlier life had is nowhere else yet
            outbox.heldElsewhere(announcement.revision().seq(self.branch()));
        }
        announcements.heard(announcement.revision(), announcement.digest(), ours);
        boolean equalRevisions = announcement.revision().equals(ours.revision());
        if (equalRevisions && !announcement.digest().equals(ours.digest())) {
            out.emit(new Effect.Alarm("the data here differ from those of "
                    + announcement.sender().branch() + " though both have seen " + ours.revision() + ": digest "
                    + ours.digest() + " here, " + announcement.digest() + " there; run 'vesper check' at both sites"));
        }
        if (announcement.asks()) {
            announcements.asked(peers.count(), now);
        } else if (!announcement.revision().includes(ours.revision())) {
            announcements.lacking(peers.count(), now);
        }
        gaps.look(ours.revision(), peers.known(), peers.count(), now);
        if (silence > 5 * timing.retry() && !ours.revision().includes(announcement.revision())) {
            gaps.holderSpeaks(peers.count(), now);
        }
    }

    private void stored(Stored stored, long now) {
        stored.deliveries().forEach(gaps::stored);
        for (Refusal refusal : stored.refused()) {
            ChangesetId id = refusal.changeset().id();
            gaps.refused(new Range(id.branch(), id.seq(), id.seq()), now);
            out.emit(new Effect.Quarantine(refusal.changeset(), refusal.reason()));
            out.emit(new Effect.Alarm(
                    "changeset " + refusal.changeset().id() + " is refused and kept aside: " + refusal.reason()));
        }
        stored.deliveries().forEach(delivery -> out.emit(new Effect.Acknowledge(delivery)));
        changed(now);
    }

    private void changed(long now) {
        Replica.State state = replica.state();
        peers.changedHere(state.revision(), now);
        gaps.look(state.revision(), peers.known(), peers.count(), now);
        announcements.changed(state.revision(), peers.count(), now);
    }

    /** Sends what is due, and says when there will be more. */
    private void pump(long now) {
        long next = Long.MAX_VALUE;
        Replica.State state = replica.state();
        outbox.pump(state.revision().seq(self.branch()), largestMessage, now, out);
        if (largestMessage > 0) {
            answers.pump(largestMessage, now, out);
            gaps.pump(replica, peers, largestMessage, now - 3 * timing.heartbeat(), now, out);
            announcements.pump(state, peers.count(), now, out);
            next = Math.min(
                    Math.min(outbox.wakeAt(now), answers.wakeAt(now)), Math.min(gaps.wakeAt(), announcements.wakeAt()));
        }
        if (next != wakeAt) {
            wakeAt = next;
            if (next != Long.MAX_VALUE) {
                out.emit(new Effect.WakeAt(next));
            }
        }
    }
}
