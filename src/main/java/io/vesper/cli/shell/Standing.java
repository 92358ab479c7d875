package io.vesper.cli.shell;

import io.vesper.cli.render.Style;
import io.vesper.document.Json;
import io.vesper.document.Value;
import io.vesper.document.Value.ObjectValue;
import io.vesper.document.VesperException;
import java.util.Optional;

/**
 * Where the store stands, as the prompt shows it.
 *
 * @param branch the one that is written here
 * @param revision what has been seen, in its text form
 * @param conflicts documents with a conflict
 */
record Standing(String branch, String revision, long conflicts) {
    private static final int LONGEST_REVISION = 24;

    /** Reads it from what {@code status -o json} prints; empty when it is something else. */
    static Optional<Standing> read(String status) {
        try {
            if (Json.parse(status) instanceof ObjectValue members) {
                return Optional.of(new Standing(
                        text(members, "branch"),
                        text(members, "revision"),
                        Long.parseLong(text(members, "conflicts"))));
            }
        } catch (VesperException | NumberFormatException e) {
            // not a status, so nothing to show
        }
        return Optional.empty();
    }

    /** {@code 0A [0A.12,0B.3]> }. A long revision is its own part, and how many other branches have been seen. */
    String prompt(Style style) {
        String trouble =
                conflicts == 0 ? "" : style.warning(conflicts == 1 ? " 1 conflict" : " " + conflicts + " conflicts");
        return style.name(branch) + " " + style.faint("[" + shortRevision() + "]") + trouble + "> ";
    }

    String shortRevision() {
        if (revision.length() <= LONGEST_REVISION) {
            return revision;
        }
        String[] heads = revision.split(",");
        for (String head : heads) {
            if (head.startsWith(branch + ".")) {
                return heads.length == 1 ? head : head + " +" + (heads.length - 1);
            }
        }
        return heads.length + " branches";
    }

    private static String text(ObjectValue members, String name) {
        Value value = members.members().getOrDefault(name, Value.NullValue.NULL);
        if (value instanceof Value.TextValue text) {
            return text.text();
        }
        return Json.print(value);
    }
}
