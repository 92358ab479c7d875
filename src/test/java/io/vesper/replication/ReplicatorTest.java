package io.vesper.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.vesper.merge.Digest;
import io.vesper.replication.Effect.Alarm;
import io.vesper.replication.Effect.WakeAt;
import io.vesper.replication.Message.Announcement;
import io.vesper.replication.Message.Sender;
import io.vesper.revision.BranchId;
import io.vesper.revision.Revision;
import io.vesper.simulation.MemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** One instance, 0A, told by hand what happens. What its world as a whole comes to is for the simulation. */
class ReplicatorTest {
    private static final Sender SELF = new Sender("0A", BranchId.of("0A"), "now");
    private static final Timing TIMING = Timing.DEFAULT;

    private final MemoryStore store = new MemoryStore();
    private final Replicator replicator = new Replicator(SELF, store, TIMING, new SplittableRandom(1));
    private long now = 1_000;
    private long deliveries;

    @Test
    void the_last_words_of_an_earlier_life_are_no_alarm() {
        connect();
        Sender before = new Sender("0A", BranchId.of("0A"), "before");
        for (int i = 0; i < 50; i++) {
            now += 800;
            assertThat(of(Alarm.class, hear(announcement(before, Revision.NONE))))
                    .isEmpty();
        }
    }

    @Test
    void another_instance_under_the_same_branch_id_is_an_alarm_before_long() {
        connect();
        Sender twin = new Sender("0A", BranchId.of("0A"), "twin");
        List<Alarm> alarms = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            now += TIMING.heartbeat() * 3 / 4;
            alarms.addAll(of(Alarm.class, hear(announcement(twin, Revision.NONE))));
        }
        assertThat(alarms).isNotEmpty();
        assertThat(alarms.get(0).text()).contains("branch id 0A");
    }

    @Test
    void who_wakes_it_too_early_is_asked_to_come_again() {
        List<WakeAt> wakes = of(WakeAt.class, connect());
        long due = wakes.get(wakes.size() - 1).millis();
        now = due - 1;
        assertThat(on(new Event.TimePassed())).containsExactly(new WakeAt(due));
    }

    private List<Effect> connect() {
        return on(new Event.Connected(1 << 20));
    }

    private List<Effect> hear(Message message) {
        return on(new Event.Received(message, ++deliveries));
    }

    private List<Effect> on(Event event) {
        return replicator.on(now, event);
    }

    private static Announcement announcement(Sender sender, Revision revision) {
        return new Announcement(sender, revision, Digest.EMPTY, false);
    }

    private static <T extends Effect> List<T> of(Class<T> kind, List<Effect> effects) {
        return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
