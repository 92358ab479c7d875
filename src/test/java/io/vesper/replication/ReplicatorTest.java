package io.vesper.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.vesper.document.Path;
import io.vesper.document.Value;
import io.vesper.merge.Changes;
import io.vesper.merge.Digest;
import io.vesper.replication.Effect.Acknowledge;
import io.vesper.replication.Effect.Alarm;
import io.vesper.replication.Effect.OutboxConfirmed;
import io.vesper.replication.Effect.Publish;
import io.vesper.replication.Effect.WakeAt;
import io.vesper.replication.Event.Refusal;
import io.vesper.replication.Message.Announcement;
import io.vesper.replication.Message.Changesets;
import io.vesper.replication.Message.Request;
import io.vesper.replication.Message.Sender;
import io.vesper.revision.BranchId;
import io.vesper.revision.Changeset;
import io.vesper.revision.Ranges;
import io.vesper.revision.Revision;
import io.vesper.simulation.MemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** One instance, 0A, told by hand what happens. What its world as a whole comes to is for the simulation. */
class ReplicatorTest {
    private static final Sender SELF = sender("0A");
    private static final Sender OTHER = sender("0B");
    private static final Timing TIMING = Timing.DEFAULT;

    private final MemoryStore store = new MemoryStore();
    private final MemoryStore elsewhere = new MemoryStore();
    private final List<Effect> effects = new ArrayList<>();
    private Replicator replicator = new Replicator(SELF, store, TIMING, new SplittableRandom(1));
    private long now = 1_000;
    private long wakeAt = Long.MAX_VALUE;
    private long deliveries;

    @Test
    void the_last_words_of_an_earlier_life_are_no_alarm() {
        connect(1 << 20);
        for (int i = 0; i < 50; i++) {
            pass(800);
            hear(announcement(new Sender("0A", SELF.branch(), "before"), "0"));
        }
        assertThat(all(Alarm.class)).isEmpty();
    }

    @Test
    void another_instance_under_the_same_branch_id_is_an_alarm_before_long() {
        connect(1 << 20);
        for (int i = 0; i < 6; i++) {
            pass(TIMING.heartbeat() * 3 / 4);
            hear(announcement(new Sender("0A", SELF.branch(), "twin"), "0"));
        }
        assertThat(all(Alarm.class)).isNotEmpty();
        assertThat(all(Alarm.class).get(0).text()).contains("branch id 0A");
    }

    @Test
    void who_wakes_it_too_early_is_asked_to_come_again() {
        connect(1 << 20);
        long due = wakeAt;
        effects.clear();
        now = due - 1;
        on(new Event.TimePassed());
        assertThat(effects).containsExactly(new WakeAt(due));
    }

    @Test
    void what_keeps_arriving_is_not_asked_for_though_something_is_always_on_its_way() {
        connect(1 << 20);
        List<Changeset> history = write(elsewhere, "0B", 200);
        for (Changeset changeset : history) {
            hear(announcement(OTHER, "0B." + changeset.seq()));
            pass(40);
            arrive(OTHER, changeset);
        }
        assertThat(said(Request.class)).isEmpty();
    }

    @Test
    void what_is_missing_for_long_is_asked_of_its_author_then_of_another_then_of_anybody() {
        connect(1 << 20);
        hear(announcement(OTHER, "0B.3"));
        pass(60_000);
        List<Request> requests = said(Request.class);
        assertThat(requests).allSatisfy(request -> assertThat(request.wanted()).hasToString("0B.1-3"));
        assertThat(requests.get(0).to()).contains(OTHER.branch());
        assertThat(requests.get(2).to()).isEmpty();
        assertThat(requests).hasSizeBetween(4, 8);
    }

    @Test
    void each_is_asked_for_what_it_has() {
        connect(1 << 20);
        hear(announcement(OTHER, "0B.3"));
        hear(announcement(sender("0C"), "0C.2"));
        pass(600);
        assertThat(said(Request.class))
                .extracting(request -> request.to().orElseThrow() + " " + request.wanted())
                .containsExactly("0B 0B.1-3", "0C 0C.1-2");
    }

    @Test
    void what_another_has_just_asked_for_is_waited_for() {
        connect(1 << 20);
        hear(announcement(OTHER, "0B.3"));
        hear(new Request(
                sender("0C"), Ranges.between(Revision.NONE, Revision.parse("0B.3")), Optional.of(OTHER.branch())));
        pass(900);
        assertThat(said(Request.class)).isEmpty();
        pass(900);
        assertThat(said(Request.class)).isNotEmpty();
    }

    @Test
    void where_nobody_answers_requests_and_announcements_become_ever_rarer() {
        write(store, "0A", 1);
        connect(1 << 20);
        for (int i = 0; i < 600; i++) {
            hear(announcement(i % 2 == 0 ? OTHER : sender("0C"), "0B.3,0C.3"));
            pass(500);
        }
        assertThat(said(Request.class)).hasSizeLessThan(25);
        assertThat(said(Announcement.class)).hasSizeLessThan(30);
    }

    @Test
    void what_was_refused_is_not_asked_for_again_and_again() {
        connect(1 << 20);
        Changeset forged = write(elsewhere, "0B", 1).get(0);
        hear(announcement(OTHER, "0B.1"));
        pass(500);
        for (int i = 0; i < 20; i++) {
            hear(new Changesets(OTHER, List.of(forged)));
            on(new Event.Stored(List.of(deliveries), List.of(new Refusal(forged, "it contradicts"))));
            pass(2_000);
        }
        assertThat(said(Request.class)).hasSizeLessThan(3);
    }

    @Test
    void a_request_is_no_larger_than_the_broker_bears() {
        connect(8_000);
        List<Changeset> history = write(elsewhere, "0B", 1_000);
        for (int i = 1; i < history.size(); i += 2) {
            arrive(OTHER, history.get(i));
        }
        pass(1_000);
        assertThat(said(Request.class))
                .isNotEmpty()
                .allSatisfy(request -> assertThat(MessageCodec.encode(request)).hasSizeLessThan(8_000));
    }

    @Test
    void own_changesets_that_another_says_it_has_leave_the_outbox_though_no_receipt_came() {
        connect(1 << 20);
        write(store, "0A", 3);
        on(new Event.Changed());
        hear(announcement(OTHER, "0A.2"));
        assertThat(all(OutboxConfirmed.class)).containsExactly(new OutboxConfirmed(2));
    }

    @Test
    void what_an_earlier_life_had_does_not_leave_the_outbox() {
        write(store, "0A", 3);
        connect(1 << 20);
        hear(announcement(new Sender("0A", SELF.branch(), "before"), "0A.3"));
        assertThat(all(OutboxConfirmed.class)).isEmpty();
    }

    @Test
    void own_history_fetched_from_another_is_not_published_again() {
        connect(1 << 20);
        List<Changeset> history = write(elsewhere, "0A", 5);
        hear(announcement(OTHER, "0A.5"));
        arrive(OTHER, history.toArray(Changeset[]::new));
        pass(5_000);
        assertThat(said(Changesets.class)).isEmpty();
        assertThat(all(OutboxConfirmed.class)).containsExactly(new OutboxConfirmed(5));
    }

    @Test
    void publications_that_fail_together_are_tried_again_soon() {
        connect(1 << 20);
        for (int i = 0; i < 8; i++) {
            write(store, "0A", 1);
            on(new Event.Changed());
        }
        List<Publish> published = all(Publish.class);
        effects.clear();
        published.forEach(publish -> on(new Event.Unconfirmed(publish.token(), "no receipt")));
        pass(500);
        assertThat(said(Changesets.class))
                .singleElement()
                .satisfies(again -> assertThat(again.changesets()).hasSize(8));
    }

    @Test
    void a_session_asks_who_is_there_even_where_another_says_the_same_first() {
        connect(1 << 20);
        hear(new Announcement(OTHER, Revision.NONE, Digest.EMPTY, true));
        hear(announcement(sender("0C"), "0"));
        pass(2_000);
        assertThat(said(Announcement.class)).first().matches(Announcement::asks);
    }

    @Test
    void an_announcement_that_comes_late_does_not_set_a_peer_back() {
        connect(1 << 20);
        hear(announcement(OTHER, "0B.7"));
        hear(announcement(OTHER, "0B.4"));
        assertThat(replicator.peers())
                .singleElement()
                .satisfies(peer -> assertThat(peer.revision()).hasToString("0B.7"));
    }

    @Test
    void what_waits_for_its_causes_at_a_restart_is_completed() {
        List<Changeset> history = write(elsewhere, "0B", 5);
        store.receive(history.get(4));
        replicator = new Replicator(SELF, store, TIMING, new SplittableRandom(2));
        connect(1 << 20);
        hear(announcement(OTHER, "0B.5"));
        pass(1_000);
        assertThat(said(Request.class))
                .first()
                .satisfies(request -> assertThat(request.wanted()).hasToString("0B.1-4"));
    }

    @Test
    void a_message_is_acknowledged_when_what_it_brought_is_on_disk_and_not_before() {
        connect(1 << 20);
        hear(new Changesets(OTHER, write(elsewhere, "0B", 1)));
        assertThat(all(Acknowledge.class)).isEmpty();
        on(new Event.Stored(List.of(deliveries), List.of()));
        assertThat(all(Acknowledge.class)).containsExactly(new Acknowledge(deliveries));
    }

    private static Sender sender(String branch) {
        return new Sender("0A", BranchId.of(branch), "session of " + branch);
    }

    private static Announcement announcement(Sender sender, String revision) {
        return new Announcement(sender, Revision.parse(revision), Digest.EMPTY, false);
    }

    private static List<Changeset> write(MemoryStore at, String branch, int count) {
        List<Changeset> written = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            written.add(at.commit(
                    BranchId.of(branch),
                    1_000,
                    Changes.setting("d", Path.of("x"), Value.of(at.revision().hashCode()))));
        }
        return written;
    }

    private void connect(int largestMessage) {
        on(new Event.Connected(largestMessage));
    }

    private void hear(Message message) {
        on(new Event.Received(message, ++deliveries));
    }

    private void arrive(Sender from, Changeset... changesets) {
        hear(new Changesets(from, List.of(changesets)));
        store.receive(List.of(changesets));
        on(new Event.Stored(List.of(deliveries), List.of()));
    }

    /** Lets time pass, with a wake-up whenever one was asked for. */
    private void pass(long millis) {
        long until = now + millis;
        while (wakeAt <= until) {
            now = Math.max(now, wakeAt);
            wakeAt = Long.MAX_VALUE;
            on(new Event.TimePassed());
        }
        now = until;
    }

    private void on(Event event) {
        for (Effect effect : replicator.on(now, event)) {
            effects.add(effect);
            if (effect instanceof WakeAt wake) {
                wakeAt = wake.millis();
            }
        }
    }

    private <T extends Effect> List<T> all(Class<T> kind) {
        return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private <T extends Message> List<T> said(Class<T> kind) {
        return all(Publish.class).stream()
                .map(Publish::message)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
