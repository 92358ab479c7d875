package io.vesper.cli.shell;

import java.util.List;

/** What the store holds at this moment, for completion. Nothing is what it has to say where the store cannot be asked. */
interface LiveValues {
    /** A store that nobody can ask. */
    LiveValues NONE = new LiveValues() {};

    /** Some of the documents whose ids begin so, sorted. */
    default List<String> documents(String prefix) {
        return List.of();
    }

    /** The ids of all branches. */
    default List<String> branches() {
        return List.of();
    }

    /** The newest changeset of each branch. */
    default List<String> changesets() {
        return List.of();
    }

    /** The paths of a document's properties, without a leading slash. */
    default List<String> paths(String id) {
        return List.of();
    }
}
