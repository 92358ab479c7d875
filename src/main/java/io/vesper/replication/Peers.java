package io.vesper.replication;

import io.vesper.merge.Digest;
import io.vesper.replication.Message.Announcement;
import io.vesper.replication.Message.Sender;
import io.vesper.revision.BranchId;
import io.vesper.revision.ChangesetId;
import io.vesper.revision.Range;
import io.vesper.revision.Ranges;
import io.vesper.revision.Revision;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** The other instances on the channel, and all that is known to exist anywhere. */
final class Peers {
    private final SortedMap<BranchId, Peer> peers = new TreeMap<>();
    private Revision known = Revision.NONE;

    /** Somebody said something. */
    void heard(Sender sender, long now) {
        Peer before = peers.get(sender.branch());
        Peer peer = before != null && before.session().equals(sender.session())
                ? before.heardAt(now)
                : new Peer(sender.branch(), sender.session(), Revision.NONE, null, now, -1);
        peers.put(sender.branch(), peer);
    }

    /** For how long somebody has said nothing; for ever where nothing was ever heard. */
    long silence(BranchId branch, long now) {
        Peer peer = peers.get(branch);
        return peer == null ? Long.MAX_VALUE : now - peer.heard();
    }

    /** An instance never loses anything while it lives, so what it said before and what arrives late both hold. */
    void announced(Announcement announcement, Revision ours, long now) {
        Revision theirs = announcement.revision();
        peers.computeIfPresent(announcement.sender().branch(), (branch, peer) -> {
            Digest digest = theirs.includes(peer.revision()) ? announcement.digest() : peer.digest();
            return new Peer(branch, peer.session(), peer.revision().union(theirs), digest, now, peer.behindSince())
                    .comparedWith(ours, now);
        });
        known = known.union(theirs);
    }

    /** A branch's changeset shows what its author had: everything before it, and what it had seen of the others. */
    void wrote(ChangesetId changeset, Revision moved, Revision ours, long now) {
        Revision seen = moved.with(changeset);
        known = known.union(seen);
        peers.computeIfPresent(
                changeset.branch(), (branch, peer) -> peer.knowing(seen).comparedWith(ours, now));
    }

    void changedHere(Revision ours, long now) {
        peers.replaceAll((branch, peer) -> peer.comparedWith(ours, now));
    }

    /** Everything that anybody is known to have. */
    Revision known() {
        return known;
    }

    /** Those of the ranges that an instance is known to have. */
    Ranges heldBy(BranchId branch, Ranges ranges) {
        Peer peer = peers.get(branch);
        return peer == null ? Ranges.NONE : ranges.within(peer.revision());
    }

    int count() {
        return peers.size();
    }

    Collection<Peer> all() {
        return List.copyOf(peers.values());
    }

    /** Somebody who was heard lately and has the first of what is wanted: its own author, else anyone by lot. */
    Optional<BranchId> holding(Ranges wanted, long heardSince, RandomGenerator random) {
        Range first = wanted.list().get(0);
        List<BranchId> holders = new ArrayList<>();
        for (Peer peer : peers.values()) {
            if (peer.heard() >= heardSince && peer.revision().seq(first.branch()) >= first.from()) {
                holders.add(peer.branch());
            }
        }
        if (holders.contains(first.branch())) {
            return Optional.of(first.branch());
        }
        return holders.isEmpty() ? Optional.empty() : Optional.of(holders.get(random.nextInt(holders.size())));
    }
}
