package io.vesper.node;

import io.vesper.channel.Channel;
import io.vesper.channel.ChannelListener;
import io.vesper.channel.Connected;
import io.vesper.channel.Delivery;
import io.vesper.channel.Disconnected;
import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import io.vesper.replication.Effect;
import io.vesper.replication.Event;
import io.vesper.replication.Message;
import io.vesper.replication.MessageCodec;
import io.vesper.replication.Peer;
import io.vesper.replication.Replicator;
import io.vesper.revision.Changeset;
import io.vesper.revision.ChangesetCodec;
import io.vesper.store.Received;
import io.vesper.store.Store;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Drives the protocol on one channel. A single thread takes what happens out of a queue, gives it to the
 * {@link Replicator}, and carries out what that wants. Changesets of all messages that wait at one moment are stored
 * together: one fsync for all of them.
 */
final class ChannelDriver implements ChannelListener, AutoCloseable {
    /** How many waiting messages are stored together at most. */
    private static final int BATCH = 256;

    private sealed interface Input {}

    private record Arrival(Delivery delivery) implements Input {}

    private record Happening(Event event) implements Input {}

    private record Stop() implements Input {}

    private final String name;
    private final Message.Sender self;
    private final byte[] ownBeginning;
    private final Channel channel;
    private final Store store;
    private final Replicator replicator;
    private final NodeListener listener;
    private final Alarms alarms;
    private final BlockingQueue<Input> inputs = new LinkedBlockingQueue<>();
    private final AcknowledgedInOrder acknowledgements = new AcknowledgedInOrder();
    private final Thread thread;

    private final List<Changeset> toStore = new ArrayList<>();
    private final List<Long> storedDeliveries = new ArrayList<>();
    private long wakeAt = Long.MAX_VALUE;
    private volatile int largestMessage;
    private volatile Collection<Peer> peers = List.of();
    private final Tally tally = new Tally();

    ChannelDriver(
            String name,
            Message.Sender self,
            Channel channel,
            Store store,
            Replicator replicator,
            NodeListener listener,
            Alarms alarms) {
        this.name = name;
        this.self = self;
        this.ownBeginning = MessageCodec.beginning(self).getBytes(StandardCharsets.UTF_8);
        this.channel = channel;
        this.store = store;
        this.replicator = replicator;
        this.listener = listener;
        this.alarms = alarms;
        this.thread = new Thread(this::run, "vesper-replication-" + name);
    }

    void start() {
        thread.start();
        channel.open(this);
    }

    /** Something happened outside the channel. */
    void tell(Event event) {
        inputs.add(new Happening(event));
    }

    ChannelState state() {
        return new ChannelState(name, channel.status(), tally.duplicates(), tally.rejected());
    }

    Collection<Peer> peers() {
        return peers;
    }

    /** Milliseconds of a clock that never goes back. */
    static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /** Waits for what is on its way to the broker, as long as that may take, and ends. */
    void close(Duration drain) {
        channel.close(drain);
        inputs.add(new Stop());
        boolean interrupted = false;
        while (thread.isAlive() && thread != Thread.currentThread()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(2));
    }

    @Override
    public void connected(Connected session) {
        listener.connected(name, session);
        largestMessage = session.largestMessage();
        tell(new Event.Connected(session.largestMessage()));
    }

    @Override
    public void disconnected(Disconnected event) {
        tell(new Event.Disconnected());
        listener.disconnected(name, event);
    }

    @Override
    public void received(Delivery delivery) {
        inputs.add(new Arrival(delivery));
    }

    @Override
    public void confirmed(String id) {
        tell(new Event.Confirmed(id));
    }

    @Override
    public void unconfirmed(String id, String reason) {
        tell(new Event.Unconfirmed(id, reason));
    }

    private void run() {
        try {
            List<Input> batch = new ArrayList<>();
            while (true) {
                batch.clear();
                Input first = await();
                if (first == null) {
                    wakeAt = Long.MAX_VALUE;
                    handle(new Event.TimePassed());
                } else {
                    batch.add(first);
                    inputs.drainTo(batch, BATCH - 1);
                }
                for (Input input : batch) {
                    if (input instanceof Stop) {
                        return;
                    }
                    take(input);
                }
                store();
                peers = replicator.peers();
            }
        } catch (InterruptedException e) {
            // nobody interrupts this thread but a virtual machine that ends
        } catch (VesperException e) {
            listener.failed(e);
        } catch (RuntimeException e) {
            listener.failed(new VesperException(
                    Failure.UNEXPECTED, "replication ended: " + VesperException.reason(e), null, e));
        }
    }

    /** The next thing that happened; null when the time has come that the protocol wanted to be woken at. */
    @Nullable
    private Input await() throws InterruptedException {
        if (wakeAt == Long.MAX_VALUE) {
            return inputs.take();
        }
        long wait = wakeAt - now();
        return wait <= 0 && inputs.isEmpty() ? null : inputs.poll(Math.max(0, wait), TimeUnit.MILLISECONDS);
    }

    private void take(Input input) {
        if (input instanceof Arrival arrival) {
            arrived(arrival.delivery());
        } else if (input instanceof Happening happening) {
            handle(happening.event());
        }
    }

    private void arrived(Delivery delivery) {
        long number = acknowledgements.arrived(delivery);
        if (isOurs(delivery.body())) {
            acknowledge(number);
            return;
        }
        try {
            Message message = MessageCodec.decode(delivery.body());
            if (message.sender().trunk().equals(self.trunk())) {
                handle(new Event.Received(message, number));
            } else {
                tally.rejected(1); // another data set on the same channel: none of our business
                acknowledge(number);
            }
        } catch (VesperException e) {
            if (e.failure() != Failure.BAD_INPUT) {
                throw e;
            }
            tally.rejected(1);
            store.quarantine("channel " + name, VesperException.reason(e), delivery.body());
            alarms.raise("a message on channel " + name + " is kept aside: " + VesperException.reason(e), now());
            acknowledge(number);
        }
    }

    private boolean isOurs(byte[] body) {
        return body.length >= ownBeginning.length
                && Arrays.equals(body, 0, ownBeginning.length, ownBeginning, 0, ownBeginning.length);
    }

    private void handle(Event event) {
        for (Effect effect : replicator.on(now(), event)) {
            carryOut(effect);
        }
    }

    private void carryOut(Effect effect) {
        if (effect instanceof Effect.Publish publish) {
            publish(publish);
        } else if (effect instanceof Effect.Store wanted) {
            toStore.addAll(wanted.changesets());
            storedDeliveries.add(wanted.delivery());
        } else if (effect instanceof Effect.Acknowledge acknowledge) {
            acknowledge(acknowledge.delivery());
        } else if (effect instanceof Effect.OutboxConfirmed confirmed) {
            store.confirm(confirmed.upTo());
        } else if (effect instanceof Effect.WakeAt wake) {
            wakeAt = wake.millis();
        } else if (effect instanceof Effect.Quarantine quarantine) {
            store.quarantine("channel " + name, quarantine.reason(), ChangesetCodec.encode(quarantine.changeset()));
        } else if (effect instanceof Effect.Alarm alarm) {
            alarms.raise(alarm.text(), now());
        }
    }

    private void publish(Effect.Publish publish) {
        byte[] body = MessageCodec.encode(publish.message());
        if (largestMessage > 0 && body.length > largestMessage) {
            alarms.raise(
                    "a message of " + body.length + " bytes is more than the broker on channel " + name + " takes, "
                            + largestMessage + ": it stays in the outbox",
                    now());
        }
        channel.publish(publish.token(), body);
    }

    /** Stores what the messages of this batch brought, and tells the protocol once it is durable. */
    private void store() {
        while (!toStore.isEmpty()) {
            List<Changeset> changesets = List.copyOf(toStore);
            List<Long> deliveries = List.copyOf(storedDeliveries);
            toStore.clear();
            storedDeliveries.clear();
            Received received = store.receive(changesets);
            tally.duplicates(received.duplicates());
            tally.rejected(received.refused().size());
            if (!received.applied().isEmpty()) {
                listener.arrived(received.applied());
            }
            List<Event.Refusal> refusals = received.refused().stream()
                    .map(refused -> new Event.Refusal(refused.changeset(), refused.reason()))
                    .toList();
            handle(new Event.Stored(deliveries, refusals));
        }
    }

    private void acknowledge(long number) {
        acknowledgements.done(number).ifPresent(channel::acknowledge);
    }
}
