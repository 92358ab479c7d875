package io.vesper.simulation;

import io.vesper.revision.BranchId;
import io.vesper.simulation.Topic.Packet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a broker holds for one subscriber: a durable one gets what it has not acknowledged again in its next session, and
 * what came while it was away; another loses both.
 */
final class Mailbox {
    private final Link owner;
    private final boolean durable;
    private final Schedule schedule;
    private final Weather weather;
    private final List<Packet> backlog = new ArrayList<>();
    private final Map<Long, Packet> sent = new LinkedHashMap<>();
    private final SortedMap<Long, Long> delivered = new TreeMap<>();
    private long session;
    private boolean connected;
    private long deliveries;
    private long lastArrival;
    private int underWay;

    Mailbox(Link owner, boolean durable, Schedule schedule, Weather weather) {
        this.owner = owner;
        this.durable = durable;
        this.schedule = schedule;
        this.weather = weather;
    }

    BranchId branch() {
        return owner.branch();
    }

    Site site() {
        return owner.site();
    }

    void take(Packet packet) {
        if (connected) {
            send(packet);
            if (weather.duplicates()) {
                send(packet);
            }
        } else if (durable) {
            backlog.add(packet);
        }
    }

    private void send(Packet packet) {
        sent.put(packet.number(), packet);
        long arrival = schedule.now() + weather.travel();
        if (!weather.reordering()) {
            arrival = Math.max(arrival, lastArrival);
            lastArrival = arrival;
        }
        underWay++;
        long inSession = session;
        schedule.at(arrival, () -> {
            if (connected && session == inSession) {
                underWay--;
                delivered.put(++deliveries, packet.number());
                owner.arrived(packet, deliveries);
            }
        });
    }

    void connect() {
        connected = true;
        session++;
        lastArrival = 0;
        List<Packet> waiting = List.copyOf(backlog);
        backlog.clear();
        waiting.forEach(this::send);
    }

    void disconnect() {
        connected = false;
        if (durable) {
            backlog.addAll(0, sent.values());
        }
        sent.clear();
        delivered.clear();
        underWay = 0;
    }

    /** This delivery and all before it in this session. */
    void acknowledge(long delivery) {
        SortedMap<Long, Long> done = delivered.headMap(delivery + 1);
        done.values().forEach(sent::remove);
        done.clear();
    }

    void forget() {
        backlog.clear();
    }

    /** How many messages have arrived in this session that nobody acknowledged. */
    int unacknowledged() {
        return delivered.size();
    }

    /** How many messages are to arrive yet. */
    int underWay() {
        return underWay;
    }
}
