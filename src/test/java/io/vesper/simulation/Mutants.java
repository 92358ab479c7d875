package io.vesper.simulation;

import io.vesper.merge.Digest;
import io.vesper.replication.Effect;
import io.vesper.replication.Event;
import io.vesper.replication.Message;
import io.vesper.replication.Message.Announcement;
import io.vesper.replication.Message.Changesets;
import io.vesper.replication.Message.Request;
import io.vesper.replication.Message.Sender;
import io.vesper.replication.Peer;
import io.vesper.replication.Replica;
import io.vesper.replication.Timing;
import io.vesper.revision.Changeset;
import io.vesper.revision.HybridTime;
import io.vesper.revision.Range;
import io.vesper.revision.Ranges;
import io.vesper.revision.Revision;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Ways to break the protocol and the merge, each of which the simulation must notice. None touches production code. */
final class Mutants {
    private Mutants() {}

    static Map<String, Protocol.Parts> all() {
        Map<String, Protocol.Parts> all = new LinkedHashMap<>();
        all.put(
                "an acknowledgement is forgotten now and then",
                protocol(self -> new Loses(Effect.Acknowledge.class, 7)));
        all.put("messages are acknowledged before they are stored", protocol(self -> new AcknowledgesAtOnce()));
        all.put("an unknown outcome is taken for a receipt", protocol(self -> new TakesUnknownForReceipt()));
        all.put("the outbox mark runs ahead", protocol(self -> new MarksTooMuch()));
        all.put("gaps are not asked for", protocol(self -> new DoesNotSay(Request.class::isInstance)));
        all.put("nothing is announced", protocol(self -> new DoesNotSay(Announcement.class::isInstance)));
        all.put("own changesets are not published", protocol(self -> new DoesNotSay(ownChangesets(self))));
        all.put("requests are not answered", protocol(self -> new DoesNotHear(Request.class)));
        all.put("announcements are not heard", protocol(self -> new DoesNotHear(Announcement.class)));
        all.put("timers are lost", protocol(self -> new Loses(Effect.WakeAt.class, 1)));
        all.put("each announcement is answered by another", protocol(Echoes::new));
        all.put("the outbox is forgotten at a restart", replica(ForgetsOutbox::new));
        all.put("history is read from one changeset too late", replica(ReadsTooLate::new));
        all.put("gaps are not seen", replica(SeesNoGap::new));
        all.put("the digest is wrong at one site", replica(WrongDigest::new));
        all.put("causes are not waited for", store(Hasty::new));
        all.put("duplicates are taken for new", store(Repeating::new));
        all.put("what an author had seen is not said", store(Silent::new));
        all.put("clocks are not carried forward", store(Timeless::new));
        all.put("an operation replaces what its author had not seen", store(Greedy::new));
        return all;
    }

    /** Stands between the world and the real protocol. */
    private abstract static class Wrapper {
        Optional<Event> event(Event event) {
            return Optional.of(event);
        }

        List<Effect> effects(Event event, List<Effect> effects) {
            return effects;
        }
    }

    private interface WrapperOf {
        Wrapper wrap(Sender self);
    }

    private static Protocol.Parts protocol(WrapperOf wrapperOf) {
        return new Protocol.Parts() {
            @Override
            public Protocol protocol(Sender self, Replica replica, Timing timing, RandomGenerator random) {
                Protocol real = Protocol.real(self, replica, timing, random);
                Wrapper wrapper = wrapperOf.wrap(self);
                return new Protocol() {
                    @Override
                    public List<Effect> on(long now, Event event) {
                        return wrapper.effects(
                                event,
                                wrapper.event(event)
                                        .map(heard -> real.on(now, heard))
                                        .orElse(List.of()));
                    }

                    @Override
                    public Collection<Peer> peers() {
                        return real.peers();
                    }
                };
            }
        };
    }

    private static Protocol.Parts replica(BiFunction<Sender, Replica, Replica> broken) {
        return new Protocol.Parts() {
            @Override
            public Protocol protocol(Sender self, Replica replica, Timing timing, RandomGenerator random) {
                return Protocol.real(self, broken.apply(self, replica), timing, random);
            }
        };
    }

    private static Protocol.Parts store(Supplier<MemoryStore> broken) {
        return new Protocol.Parts() {
            @Override
            public MemoryStore store() {
                return broken.get();
            }
        };
    }

    private static final class Loses extends Wrapper {
        private final Class<? extends Effect> kind;
        private final int every;
        private int count;

        Loses(Class<? extends Effect> kind, int every) {
            this.kind = kind;
            this.every = every;
        }

        @Override
        List<Effect> effects(Event event, List<Effect> effects) {
            return effects.stream()
                    .filter(effect -> !kind.isInstance(effect) || ++count % every != 0)
                    .toList();
        }
    }

    private static final class AcknowledgesAtOnce extends Wrapper {
        @Override
        List<Effect> effects(Event event, List<Effect> effects) {
            List<Effect> all = new ArrayList<>(effects);
            if (event instanceof Event.Received received) {
                all.add(0, new Effect.Acknowledge(received.delivery()));
            }
            return all;
        }
    }

    private static final class TakesUnknownForReceipt extends Wrapper {
        @Override
        Optional<Event> event(Event event) {
            return Optional.of(
                    event instanceof Event.Unconfirmed unknown ? new Event.Confirmed(unknown.token()) : event);
        }
    }

    private static final class MarksTooMuch extends Wrapper {
        @Override
        List<Effect> effects(Event event, List<Effect> effects) {
            return effects.stream()
                    .map(effect -> effect instanceof Effect.OutboxConfirmed mark
                            ? new Effect.OutboxConfirmed(mark.upTo() + 1)
                            : effect)
                    .toList();
        }
    }

    private static Predicate<Message> ownChangesets(Sender self) {
        return message -> message instanceof Changesets changesets
                && changesets.changesets().stream().anyMatch(one -> one.branch().equals(self.branch()));
    }

    private static final class DoesNotSay extends Wrapper {
        private final Predicate<Message> what;

        DoesNotSay(Predicate<Message> what) {
            this.what = what;
        }

        @Override
        List<Effect> effects(Event event, List<Effect> effects) {
            return effects.stream()
                    .filter(effect -> !(effect instanceof Effect.Publish publish && what.test(publish.message())))
                    .toList();
        }
    }

    private static final class DoesNotHear extends Wrapper {
        private final Class<? extends Message> kind;

        DoesNotHear(Class<? extends Message> kind) {
            this.kind = kind;
        }

        @Override
        Optional<Event> event(Event event) {
            return hears(event) ? Optional.of(event) : Optional.empty();
        }

        @Override
        List<Effect> effects(Event event, List<Effect> effects) {
            return event instanceof Event.Received received && !hears(event)
                    ? List.of(new Effect.Acknowledge(received.delivery()))
                    : effects;
        }

        private boolean hears(Event event) {
            return !(event instanceof Event.Received received && kind.isInstance(received.message()));
        }
    }

    private static final class Echoes extends Wrapper {
        private final Sender self;

        Echoes(Sender self) {
            this.self = self;
        }

        @Override
        List<Effect> effects(Event event, List<Effect> effects) {
            List<Effect> all = new ArrayList<>(effects);
            if (event instanceof Event.Received received
                    && received.message() instanceof Announcement heard
                    && !heard.sender().equals(self)) {
                all.add(new Effect.Publish(
                        "e" + received.delivery(), new Announcement(self, heard.revision(), heard.digest(), false)));
            }
            return all;
        }
    }

    private static class Passing implements Replica {
        final Sender self;
        final Replica real;

        Passing(Sender self, Replica real) {
            this.self = self;
            this.real = real;
        }

        @Override
        public State state() {
            return real.state();
        }

        @Override
        public List<Changeset> read(Range range, int maxBytes) {
            return real.read(range, maxBytes);
        }

        @Override
        public Ranges missing(Revision target, long limit) {
            return real.missing(target, limit);
        }

        @Override
        public long confirmed() {
            return real.confirmed();
        }
    }

    private static final class ForgetsOutbox extends Passing {
        ForgetsOutbox(Sender self, Replica real) {
            super(self, real);
        }

        @Override
        public long confirmed() {
            return real.state().revision().seq(self.branch());
        }
    }

    private static final class ReadsTooLate extends Passing {
        ReadsTooLate(Sender self, Replica real) {
            super(self, real);
        }

        @Override
        public List<Changeset> read(Range range, int maxBytes) {
            List<Changeset> read = real.read(range, maxBytes);
            return read.size() > 1 ? read.subList(1, read.size()) : read;
        }
    }

    private static final class SeesNoGap extends Passing {
        SeesNoGap(Sender self, Replica real) {
            super(self, real);
        }

        @Override
        public Ranges missing(Revision target, long limit) {
            return Ranges.NONE;
        }
    }

    private static final class WrongDigest extends Passing {
        WrongDigest(Sender self, Replica real) {
            super(self, real);
        }

        @Override
        public State state() {
            State state = real.state();
            return self.branch().name().equals("0B")
                    ? new State(state.revision(), new Digest(state.digest().high() + 1, 0))
                    : state;
        }
    }

    private static final class Hasty extends MemoryStore {
        @Override
        protected boolean isReady(Changeset changeset, Revision applied) {
            return changeset.seq() == applied.seq(changeset.branch()) + 1;
        }
    }

    private static final class Repeating extends MemoryStore {
        @Override
        protected boolean duplicateIsNew() {
            return true;
        }
    }

    private static final class Silent extends MemoryStore {
        @Override
        protected Revision moved(Revision others, Revision saidBefore) {
            return Revision.NONE;
        }
    }

    private static final class Timeless extends MemoryStore {
        @Override
        protected HybridTime timeOfNext(HybridTime seen, long wallMillis) {
            return new HybridTime(wallMillis, 0);
        }
    }

    private static final class Greedy extends MemoryStore {
        @Override
        protected Revision seen(Changeset changeset, Revision seenByPrevious) {
            return changeset.seen(seenByPrevious).union(revision());
        }
    }
}
