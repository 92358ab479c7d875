package io.vesper.cli.demo;

import io.vesper.cli.session.Command;
import io.vesper.cli.session.Invocation;
import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code vesper demo}. */
@CommandLine.Command(
        name = "demo",
        description = {
            "Show what Vesper does: a broker, two sites, real data, a conflict, convergence.",
            "Everything happens in temporary stores and with an embedded broker, in a few seconds."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  vesper demo", "  vesper demo --keep ./two-sites"})
public final class DemoCommand implements Command {
    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "Leave the two sites in this folder, to play with; it must be new or empty.")
    private @Nullable String keep;

    @Override
    public int run(Invocation invocation) throws Exception {
        Narrator narrator = new Narrator(invocation.out(), invocation.style());
        if (keep == null) {
            Path folder = Files.createTempDirectory("vesper-demo");
            try {
                new Demo(narrator, folder).run();
            } finally {
                delete(folder);
            }
            narrator.blank();
            narrator.say("To look around in such sites yourself, keep them:");
            narrator.command("  " + vesper() + " demo --keep vesper-demo");
        } else {
            Path folder = invocation.session().folder().resolve(keep).normalize();
            prepare(folder);
            new Demo(narrator, folder).run();
            configure(folder, "north", Demo.NORTH);
            configure(folder, "south", Demo.SOUTH);
            narrator.blank();
            narrator.say("The two sites are in " + folder + ". These work when pasted:");
            commands(folder).forEach(command -> narrator.command("  " + command));
        }
        return DONE;
    }

    private static List<String> commands(Path folder) {
        String north = vesper() + " --config " + quoted(folder.resolve("north").resolve("vesper.yaml"));
        String south = vesper() + " --config " + quoted(folder.resolve("south").resolve("vesper.yaml"));
        return List.of(
                north + " status",
                north + " get BGO",
                north + " log BGO",
                south + " branches",
                south + " set BGO note='hello from the south'");
    }

    private static void prepare(Path folder) {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> inside = Files.list(folder)) {
                if (inside.findAny().isPresent()) {
                    throw new VesperException(
                            Failure.CONFLICT, folder + " is not empty", "name a folder that does not exist yet");
                }
            }
        } catch (IOException e) {
            throw new VesperException(
                    Failure.STORE,
                    "the folder " + folder + " cannot be used: " + VesperException.reason(e),
                    "name another folder with --keep",
                    e);
        }
    }

    private static void configure(Path folder, String site, String branch) throws IOException {
        Files.writeString(folder.resolve(site).resolve("vesper.yaml"), """
                        # A site of the demo.
                        branch_id: %s
                        replication_hosts: [localhost:61613]
                        replication_channel: %s
                        """.formatted(branch, Demo.CHANNEL));
    }

    /** How to call this program: by the path of the launcher, which works whatever the PATH is. */
    private static String vesper() {
        String home = System.getProperty("vesper.home");
        return home == null ? "vesper" : quoted(Path.of(home, "bin", "vesper"));
    }

    private static String quoted(Path path) {
        String text = path.toString();
        return text.matches("[A-Za-z0-9_./+:@%-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
