package io.vesper.channel;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One message that arrived, and the handle by which it is {@linkplain Channel#acknowledge acknowledged}. */
public final class Delivery {
    private final long session;
    private final long number;
    private final byte[] body;
    private final String token;

    /**
     * Made by a channel.
     *
     * @param session tells sessions of one channel apart
     * @param number 1, 2, 3 … in the order of arrival within the session
     * @param body owned by the delivery from now on
     * @param token what the broker wants to be told with the acknowledgement; empty where it wants nothing
     */
    public Delivery(long session, long number, byte[] body, String token) {
        this.session = session;
        this.number = number;
        this.body = body;
        this.token = token;
    }

    public long session() {
        return session;
    }

    public long number() {
        return number;
    }

    /** The bytes as they came, not a copy: do not change them. */
    public byte[] body() {
        return body;
    }

    /** The body as text; empty if it is not UTF-8, and so none of Vesper's messages. */
    public Optional<String> text() {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    public String token() {
        return token;
    }

    @Override
    public String toString() {
        return "delivery " + session + "/" + number + " of " + body.length + " bytes";
    }
}
