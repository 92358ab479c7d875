package io.vesper.simulation;

import io.vesper.document.VesperException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What can go wrong in a simulated world. */
public enum Fault {
    /** Messages vanish on the way to some of the subscribers. */
    LOSS,
    /** Messages arrive twice. */
    DUPLICATES,
    /** Messages overtake one another. */
    REORDERING,
    /** Some messages are under way for up to three quarters of a minute. */
    DELAYS,
    /** Groups of instances that do not hear one another, though each is connected. */
    PARTITIONS,
    /** One instance does not hear another, which hears it. */
    ONE_WAY,
    /** The broker confirms what it then loses; restarted, it has forgotten all. */
    FORGETFUL_BROKER,
    /** Sessions end while others go on publishing. */
    DISCONNECTS,
    /** Publications whose outcome nobody learns. */
    UNCERTAINTY,
    /** Instances die, and lose what was not forced to disk. */
    CRASHES,
    /** Disks come back as an older backup of themselves. Their instances write again once they have all of their branch. */
    BACKUPS,
    /** Wall clocks jump by hours. */
    CLOCKS,
    /** Instances that begin empty when others have written for long. */
    LATE_JOINERS,
    /** Instances that stop for good. */
    RETIREMENTS,
    /** Garbage, other programs' messages and other data sets on the same topic. */
    STRANGERS,
    /** Two topics, and instances on both that carry changesets between them. */
    RELAYS,
    /** Together with {@link #BACKUPS}: a restored instance writes before it has its branch's history. Histories fork. */
    EAGER_WRITERS;

    /** All that the protocol copes with. */
    public static Set<Fault> bearable() {
        return EnumSet.complementOf(EnumSet.of(EAGER_WRITERS));
    }

    /** The name on a command line: {@code late-joiners}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws VesperException (bad input) if there is no such fault */
    public static Fault parse(String text) {
        for (Fault fault : values()) {
            if (fault.toString().equals(text.strip())) {
                return fault;
            }
        }
        throw VesperException.badInput("unknown fault " + text, "known are " + EnumSet.allOf(Fault.class));
    }
}
