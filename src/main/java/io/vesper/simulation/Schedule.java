package io.vesper.simulation;

import java.util.PriorityQueue;

/** Virtual time: what is to happen, soonest first; what is to happen at one time happens in the order it was asked for. */
final class Schedule {
    private record Task(long at, long number, Runnable action) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            int order = Long.compare(at, other.at);
            return order != 0 ? order : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private long now;
    private long count;

    long now() {
        return now;
    }

    void at(long time, Runnable action) {
        tasks.add(new Task(Math.max(time, now), count++, action));
    }

    void after(long millis, Runnable action) {
        at(now + millis, action);
    }

    /** Lets everything happen up to a time. */
    void runUntil(long time) {
        while (!tasks.isEmpty() && tasks.element().at() <= time) {
            Task task = tasks.remove();
            now = task.at();
            task.action().run();
        }
        now = time;
    }
}
