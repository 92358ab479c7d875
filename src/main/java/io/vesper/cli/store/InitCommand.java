package io.vesper.cli.store;

import io.vesper.channel.HostPort;
import io.vesper.cli.session.Command;
import io.vesper.cli.session.Invocation;
import io.vesper.cli.session.OwnAccess;
import io.vesper.config.Config;
import io.vesper.config.ConfigSources;
import io.vesper.config.ConfigTemplate;
import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import io.vesper.revision.BranchId;
import io.vesper.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code vesper init}. */
@CommandLine.Command(
        name = "init",
        description = {
            "Create the store, and a commented vesper.yaml where there is none.",
            "Run again it changes nothing."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  vesper init --branch 0A",
            "  vesper init --branch ship-7 --trunk fleet --hosts broker-1:61613,broker-2:61613"
        })
public final class InitCommand implements Command {
    @Option(
            names = "--branch",
            paramLabel = "ID",
            description = "Names this instance; it must differ on every instance.")
    private @Nullable String branch;

    @Option(names = "--trunk", paramLabel = "ID", description = "Names the data set (0A).")
    private @Nullable String trunk;

    @Option(names = "--channel", paramLabel = "NAME", description = "The broker topic (VESPER_DATA).")
    private @Nullable String channel;

    @Option(
            names = "--hosts",
            paramLabel = "HOSTS",
            description = "The brokers, host:port,host:port (localhost:61613).")
    private @Nullable String hosts;

    /** What the command prints. */
    record Report(
            String branch, String trunk, Path store, Optional<Path> config, boolean created, boolean configured) {}

    @Override
    public int run(Invocation invocation) throws IOException {
        checkOptions();
        boolean configured = writeConfiguration(invocation);
        Config config = invocation.config();
        if (!configured) {
            refuseContradiction(config);
        }
        boolean created = createStore(config, invocation);
        Report report = new Report(
                config.branchId(), config.trunkId(), config.storagePath(), config.file(), created, configured);
        if (!created && !configured) {
            invocation.note("all of it is there already: nothing changed");
        }
        invocation.renderer().object(report);
        return DONE;
    }

    private boolean writeConfiguration(Invocation invocation) throws IOException {
        Path file = invocation.namedConfiguration().orElse(invocation.file(ConfigSources.FILE_NAME));
        boolean named = invocation.namedConfiguration().isPresent();
        if (Files.exists(file) || !named && invocation.settings().file().isPresent()) {
            return false;
        }
        if (branch == null) {
            if (!named
                    && invocation.settings().of(io.vesper.config.Key.BRANCH_ID).isPresent()) {
                return false; // everything is said by the environment and the command line
            }
            throw new VesperException(
                    Failure.USAGE,
                    "the new instance needs a name",
                    "add --branch ID; it must differ on every instance");
        }
        String text = new ConfigTemplate(
                        BranchId.of(branch).name(),
                        Optional.ofNullable(trunk).map(id -> BranchId.of(id).name()),
                        Optional.ofNullable(channel),
                        Optional.ofNullable(hosts).map(InitCommand::addresses))
                .render();
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new VesperException(
                    Failure.CONFIGURATION,
                    "the file " + file + " cannot be written: " + VesperException.reason(e),
                    "choose a folder that can be written",
                    e);
        }
        invocation.forgetSettings();
        invocation.note("wrote " + file);
        return true;
    }

    /** What is typed wrongly is a usage error, whatever it would be in a file. */
    private void checkOptions() {
        try {
            Stream.of(branch, trunk).filter(Objects::nonNull).forEach(BranchId::of);
            if (hosts != null) {
                addresses(hosts);
            }
        } catch (VesperException e) {
            throw new VesperException(Failure.USAGE, VesperException.reason(e), e.hint(), e);
        }
    }

    private static List<String> addresses(String hosts) {
        return HostPort.parseList(hosts).stream().map(HostPort::toString).toList();
    }

    /** What was asked for and what the file says must not differ: nothing is changed, so nobody may believe it was. */
    private void refuseContradiction(Config config) {
        refuse("branch", branch, config.branchId());
        refuse("trunk", trunk, config.trunkId());
        refuse("channel", channel, config.broker().channel());
        String wanted = hosts == null ? null : String.join(",", addresses(hosts));
        refuse(
                "hosts",
                wanted,
                String.join(",", addresses(String.join(",", config.broker().hosts()))));
    }

    private static void refuse(String option, @Nullable String asked, String stands) {
        if (asked != null && !asked.equals(stands)) {
            throw new VesperException(
                    Failure.CONFLICT,
                    "--" + option + " " + asked + " contradicts the configuration, which says " + stands,
                    "change the file, or leave the option out");
        }
    }

    private static boolean createStore(Config config, Invocation invocation) {
        if (Stores.identity(config.storagePath()).isPresent()) {
            return false;
        }
        Stores.create(config.storagePath(), OwnAccess.options(config, invocation))
                .close();
        return true;
    }
}
