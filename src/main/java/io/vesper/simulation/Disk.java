package io.vesper.simulation;

import io.vesper.revision.Changeset;
import io.vesper.revision.ChangesetId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What survives a crash: the log, what was kept aside, and for each topic the mark that says where the outbox begins. */
final class Disk {
    private final Map<ChangesetId, Changeset> log = new LinkedHashMap<>();
    private final Map<ChangesetId, Changeset> quarantine = new LinkedHashMap<>();
    private final Map<String, Long> marks = new TreeMap<>();
    private int sizeOfBackup;
    private Map<String, Long> marksOfBackup = Map.of();

    void append(Changeset changeset) {
        log.putIfAbsent(changeset.id(), changeset);
    }

    /** A changeset that turned out to contradict what came before it. */
    void setAside(Changeset changeset) {
        log.remove(changeset.id(), changeset);
        quarantine.put(changeset.id(), changeset);
    }

    boolean holds(Changeset changeset) {
        return changeset.equals(log.get(changeset.id())) || changeset.equals(quarantine.get(changeset.id()));
    }

    Collection<Changeset> log() {
        return log.values();
    }

    void mark(String topic, long confirmed) {
        marks.put(topic, confirmed);
    }

    long mark(String topic) {
        return marks.getOrDefault(topic, 0L);
    }

    void backUp() {
        sizeOfBackup = log.size();
        marksOfBackup = Map.copyOf(marks);
    }

    /** Everything is again as it was when the backup was made. */
    void restore() {
        List<ChangesetId> later = log.keySet().stream().skip(sizeOfBackup).toList();
        later.forEach(log::remove);
        marks.clear();
        marks.putAll(marksOfBackup);
    }
}
