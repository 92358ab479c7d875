package io.vesper.node;

import io.vesper.channel.Delivery;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Deliveries on their way through the protocol. A broker is told of a delivery and all before it at once, so one may be
 * acknowledged only when everything that came earlier is done as well.
 */
final class AcknowledgedInOrder {
    private final Deque<Delivery> open = new ArrayDeque<>();
    private final Set<Long> done = new HashSet<>();
    private long arrived;
    private long acknowledged;

    /** @return the number by which the protocol knows the delivery */
    long arrived(Delivery delivery) {
        open.addLast(delivery);
        return ++arrived;
    }

    /**
     * A delivery needs no more attention.
     *
     * @return the last delivery that may be acknowledged now, if that is a new one
     */
    Optional<Delivery> done(long number) {
        done.add(number);
        Optional<Delivery> last = Optional.empty();
        while (done.remove(acknowledged + 1)) {
            acknowledged++;
            last = Optional.of(open.removeFirst());
        }
        return last;
    }
}
