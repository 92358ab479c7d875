package io.vesper.simulation;

import io.vesper.replication.Message;
import io.vesper.replication.Message.Announcement;
import io.vesper.replication.Message.Changesets;
import io.vesper.revision.Changeset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What is noted of a world while it runs: what users were promised, what was said, what must not happen and did. */
final class Journal {
    private static final int MOST_VIOLATIONS = 20;

    private final Schedule schedule;
    private final boolean traced;
    private final List<String> trace = new ArrayList<>();
    private final Set<String> violations = new LinkedHashSet<>();
    private final List<Changeset> acknowledged = new ArrayList<>();
    private int changesets;
    private int announcements;
    private int requests;
    private int sessions;
    private long wakes;

    Journal(Schedule schedule, boolean traced) {
        this.schedule = schedule;
        this.traced = traced;
    }

    void say(Supplier<String> what) {
        if (traced) {
            trace.add("%8.3f  %s".formatted(schedule.now() / 1_000.0, what.get()));
        }
    }

    void violation(String what) {
        if (violations.size() < MOST_VIOLATIONS && violations.add(what)) {
            say(() -> "VIOLATION " + what);
        }
    }

    /** A user was told that this is written. */
    void acknowledged(Changeset changeset) {
        acknowledged.add(changeset);
    }

    void published(Message message) {
        if (message instanceof Changesets) {
            changesets++;
        } else if (message instanceof Announcement) {
            announcements++;
        } else {
            requests++;
        }
    }

    void connected() {
        sessions++;
    }

    int sessions() {
        return sessions;
    }

    void woken() {
        wakes++;
    }

    List<Changeset> acknowledged() {
        return acknowledged;
    }

    Outcome.Messages messages() {
        return new Outcome.Messages(changesets, announcements, requests);
    }

    long wakes() {
        return wakes;
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    List<String> trace() {
        return trace;
    }
}
