package io.vesper.replication;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vesper.document.Json;
import io.vesper.document.VesperException;
import io.vesper.merge.Digest;
import io.vesper.replication.Message.Announcement;
import io.vesper.replication.Message.Changesets;
import io.vesper.replication.Message.Request;
import io.vesper.replication.Message.Sender;
import io.vesper.revision.BranchId;
import io.vesper.revision.Changeset;
import io.vesper.revision.ChangesetCodec;
import io.vesper.revision.Range;
import io.vesper.revision.Ranges;
import io.vesper.revision.Revision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Messages as text: JSON, so that people and other programs can read the channel, and no byte in it is one that a broker
 * trips over.
 *
 * <pre>{@code
 * {"vesper":1,"trunk":"0A","branch":"0B","session":"5f0c…","changesets":[{"id":"0B.3",…},…]}
 * {"vesper":1,"trunk":"0A","branch":"0B","session":"5f0c…","announces":{"revision":"0A.12,0B.3","digest":"9f86…","asks":true}}
 * {"vesper":1,"trunk":"0A","branch":"0B","session":"5f0c…","requests":{"changesets":["0A.7-12"],"to":"0A"}}
 * }</pre>
 */
public final class MessageCodec {
    /** The format that is written; a reader refuses any other. */
    public static final int FORMAT = 1;

    private MessageCodec() {}

    public static byte[] encode(Message message) {
        StringBuilder out = new StringBuilder(1024);
        out.append(beginning(message.sender()));
        if (message instanceof Changesets changesets) {
            out.append("\"changesets\":[");
            String separator = "";
            for (Changeset changeset : changesets.changesets()) {
                out.append(separator);
                ChangesetCodec.append(changeset, out);
                separator = ",";
            }
            out.append("]}");
        } else if (message instanceof Announcement announcement) {
            out.append("\"announces\":{\"revision\":\"").append(announcement.revision());
            out.append("\",\"digest\":\"").append(announcement.digest()).append('"');
            out.append(announcement.asks() ? ",\"asks\":true}}" : "}}");
        } else if (message instanceof Request request) {
            out.append("\"requests\":{\"changesets\":[");
            String separator = "\"";
            for (Range range : request.wanted().list()) {
                out.append(separator).append(range).append('"');
                separator = ",\"";
            }
            out.append(']');
            request.to().ifPresent(to -> out.append(",\"to\":\"").append(to).append('"'));
            out.append("}}");
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** How every message of a sender begins: by it an instance knows its own again without reading them. */
    public static String beginning(Sender sender) {
        StringBuilder out = new StringBuilder(96);
        out.append("{\"vesper\":").append(FORMAT).append(",\"trunk\":");
        Json.printText(sender.trunk(), out);
        out.append(",\"branch\":\"").append(sender.branch()).append("\",\"session\":");
        Json.printText(sender.session(), out);
        return out.append(',').toString();
    }

    /**
     * Reads a message.
     *
     * @throws VesperException (bad input) if it is none of ours, or of a format that this version does not know
     */
    public static Message decode(byte[] body) {
        try (JsonParser parser = Json.parser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT
                    || !"vesper".equals(parser.nextFieldName())
                    || parser.nextToken() != JsonToken.VALUE_NUMBER_INT) {
                throw VesperException.badInput("not a message of Vesper", null);
            }
            if (!parser.getText().equals(Integer.toString(FORMAT))) {
                throw VesperException.badInput(
                        "a message of format " + Json.excerpt(parser.getText()) + ", this version reads format "
                                + FORMAT,
                        "upgrade this instance");
            }
            return readMembers(parser);
        } catch (IOException e) {
            throw Json.invalid(e);
        }
    }

    private static Message readMembers(JsonParser parser) throws IOException {
        String trunk = null;
        BranchId branch = null;
        String session = null;
        Message message = null;
        Set<String> members = new HashSet<>();
        while (message == null && parser.nextToken() == JsonToken.FIELD_NAME) {
            String member = nextMember(parser, members);
            switch (member) {
                case "trunk" -> trunk = text(parser, member);
                case "branch" -> branch = BranchId.of(text(parser, member));
                case "session" -> session = text(parser, member);
                case "changesets" -> message = readChangesets(parser, sender(trunk, branch, session));
                case "announces" -> message = readAnnouncement(parser, sender(trunk, branch, session));
                case "requests" -> message = readRequest(parser, sender(trunk, branch, session));
                default -> throw unknown(member);
            }
        }
        if (message == null || parser.nextToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
            throw VesperException.badInput("not a message of Vesper: it says nothing, or too much", null);
        }
        return message;
    }

    private static Message readChangesets(JsonParser parser, Sender sender) throws IOException {
        require(parser, JsonToken.START_ARRAY, "an array of changesets");
        List<Changeset> changesets = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            changesets.add(ChangesetCodec.read(parser));
        }
        return new Changesets(sender, changesets);
    }

    private static Message readAnnouncement(JsonParser parser, Sender sender) throws IOException {
        require(parser, JsonToken.START_OBJECT, "an announcement");
        Revision revision = null;
        Digest digest = null;
        boolean asks = false;
        Set<String> members = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String member = nextMember(parser, members);
            switch (member) {
                case "revision" -> revision = Revision.parse(text(parser, member));
                case "digest" -> digest = readDigest(text(parser, member));
                case "asks" -> {
                    require(parser, JsonToken.VALUE_TRUE, "true after asks");
                    asks = true;
                }
                default -> throw unknown(member);
            }
        }
        return new Announcement(sender, present(revision, "revision"), present(digest, "digest"), asks);
    }

    private static Digest readDigest(String hex) {
        if (!hex.matches("[0-9a-f]{32}")) {
            throw VesperException.badInput("not a digest: " + Json.excerpt(hex), null);
        }
        return Digest.parse(hex);
    }

    private static Message readRequest(JsonParser parser, Sender sender) throws IOException {
        require(parser, JsonToken.START_OBJECT, "a request");
        List<Range> wanted = null;
        BranchId to = null;
        Set<String> members = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String member = nextMember(parser, members);
            switch (member) {
                case "changesets" -> wanted = readRanges(parser);
                case "to" -> to = BranchId.of(text(parser, member));
                default -> throw unknown(member);
            }
        }
        return new Request(sender, Ranges.of(present(wanted, "changesets")), Optional.ofNullable(to));
    }

    private static List<Range> readRanges(JsonParser parser) throws IOException {
        require(parser, JsonToken.START_ARRAY, "an array of ranges");
        List<Range> ranges = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            ranges.add(Range.parse(text(parser, "a range")));
        }
        return ranges;
    }

    /** The name of the member the parser stands on, which it leaves for the member's value. */
    private static String nextMember(JsonParser parser, Set<String> before) throws IOException {
        String name = parser.currentName();
        if (!before.add(name)) {
            throw VesperException.badInput("not a message of Vesper: it has " + Json.excerpt(name) + " twice", null);
        }
        parser.nextToken();
        return name;
    }

    private static Sender sender(@Nullable String trunk, @Nullable BranchId branch, @Nullable String session) {
        return new Sender(present(trunk, "trunk"), present(branch, "branch"), present(session, "session"));
    }

    private static String text(JsonParser parser, String member) throws IOException {
        require(parser, JsonToken.VALUE_STRING, "a text for " + member);
        return parser.getText();
    }

    private static void require(JsonParser parser, JsonToken token, String what) {
        if (parser.currentToken() != token) {
            throw VesperException.badInput(
                    "not a message of Vesper: " + what + " is expected, " + parser.currentToken() + " found", null);
        }
    }

    private static <T> T present(@Nullable T part, String name) {
        if (part == null) {
            throw VesperException.badInput("not a message of Vesper: it has no " + name + " where one belongs", null);
        }
        return part;
    }

    private static VesperException unknown(String member) {
        return VesperException.badInput(
                "unknown member " + Json.excerpt(member) + " in a message",
                "it may come from a newer version: upgrade here");
    }
}
