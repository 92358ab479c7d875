package io.vesper.channel.stomp;

/** A message on its way to the broker, and the id under which its sender will hear of it. */
final class Publication {
    private final String id;
    private final byte[] body;
    private long writtenAt;

    Publication(String id, byte[] body) {
        this.id = id;
        this.body = body;
    }

    String id() {
        return id;
    }

    byte[] body() {
        return body;
    }

    void written(long nanoTime) {
        writtenAt = nanoTime;
    }

    /** By {@link System#nanoTime}, when it was given to the connection. */
    long writtenAt() {
        return writtenAt;
    }
}
