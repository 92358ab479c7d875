package io.vesper.channel.stomp;

import org.jspecify.annotations.Nullable;

/** A version of the protocol, as far as it changes what we write: how a header value is escaped, and what an ACK names. */
enum StompVersion {
    V1_0("1.0", "message-id"),
    V1_1("1.1", "message-id"),
    V1_2("1.2", "ack");

    /** What we offer, best first. */
    static final String OFFERED = "1.2,1.1,1.0";

    private final String number;
    private final String tokenHeader;

    StompVersion(String number, String tokenHeader) {
        this.number = number;
        this.tokenHeader = tokenHeader;
    }

    /** The version header of CONNECTED read; none at all, or one we do not know, means 1.0. */
    static StompVersion of(@Nullable String version) {
        for (StompVersion known : values()) {
            if (known.number.equals(version)) {
                return known;
            }
        }
        return V1_0;
    }

    /** The header of a MESSAGE whose value is given back with its ACK. */
    String tokenHeader() {
        return tokenHeader;
    }

    String escape(String value) {
        return this == V1_0 ? value : value.replace("\\", "\\\\").replace(":", "\\c");
    }

    @Override
    public String toString() {
        return "STOMP " + number;
    }
}
