package io.vesper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that starts Vesper, in the built distribution and in copies of it. */
class LauncherIT {
    private static final Path HOME = Path.of(System.getProperty("vesper.home"));
    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    /** The environment of a start: little, so that the machine's own does not count. */
    private final Map<String, String> environment = new HashMap<>();

    /** Where the output and the errors of what was started go. */
    private final Map<Process, List<Path>> streams = new HashMap<>();

    private record Ended(int code, String out, String err) {}

    @BeforeEach
    void a_bare_environment() {
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("PATH", System.getenv("PATH"));
        environment.put("HOME", folder.toString());
    }

    @Test
    void it_starts_from_any_folder_through_a_chain_of_relative_links() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("somewhere/else"));
        Files.createSymbolicLink(folder.resolve("first"), HOME.resolve("bin/vesper"));
        Files.createSymbolicLink(folder.resolve("somewhere/second"), Path.of("../first"));
        Files.createSymbolicLink(bin.resolve("vesper"), Path.of("../second"));
        environment.put("PATH", bin + ":" + environment.get("PATH"));

        assertStarts(List.of(bin.resolve("vesper").toString()));
        assertStarts(List.of("sh", "-c", "exec vesper version"));
        assertStarts(List.of("somewhere/else/vesper"));
    }

    @Test
    void a_folder_that_was_moved_gets_its_archive_again() throws Exception {
        Path home = copy("a folder with blanks");
        environment.put("VESPER_ARCHIVE", "wait");

        assertStarts(List.of(launcher(home)));

        assertThat(home.resolve("lib/vesper.jsa.for"))
                .content()
                .contains(home.toRealPath().toString());
        environment.put("VESPER_JAVA_OPTS", "-Xshare:on");
        assertStarts(List.of(launcher(home)));
    }

    @Test
    void many_that_start_at_once_have_one_archive_made_behind_their_backs() throws Exception {
        Path home = copy("fresh");
        List<Process> started = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            started.add(start(List.of(launcher(home), "version")));
        }
        for (Process process : started) {
            assertThat(end(process).out()).startsWith("vesper ");
        }

        Path archive = home.resolve("lib/vesper.jsa");
        until(() -> Files.exists(archive.resolveSibling("vesper.jsa.for"))
                && !Files.exists(archive.resolveSibling("vesper.jsa.lock")));
        assertThat(names(home.resolve("lib"), "vesper.jsa")).containsExactlyInAnyOrder("vesper.jsa", "vesper.jsa.for");
    }

    @Test
    void an_archive_of_another_java_stays_and_the_users_cache_has_ours() throws Exception {
        Path home = copy("shared");
        Path stamp = home.resolve("lib/vesper.jsa.for");
        String other = Files.readAllLines(home.resolve("lib/vesper.classes")).get(0) + "\n"
                + home.toRealPath().resolve("lib") + "\nJAVA_VERSION=\"99\"\n";
        Files.writeString(home.resolve("lib/vesper.jsa"), "of another Java");
        Files.writeString(stamp, other);
        environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        environment.put("VESPER_ARCHIVE", "wait");

        assertStarts(List.of(launcher(home)));

        assertThat(stamp).hasContent(other);
        assertThat(names(folder.resolve("cache/vesper"), "")).hasSize(2);
    }

    @Test
    void it_starts_without_an_archive_where_none_can_be_made() throws Exception {
        Path home = copy("no room");
        Files.createDirectories(home.resolve("lib/vesper.jsa.lock")); // as after a failure, within a day
        assertStarts(List.of(launcher(home)));

        Files.writeString(home.resolve("lib/vesper.classes"), "# nothing that java could read\n\u0000\n");
        Files.delete(home.resolve("lib/vesper.jsa.lock"));
        environment.put("VESPER_ARCHIVE", "wait");
        assertStarts(List.of(launcher(home)));
        assertThat(names(home.resolve("lib"), "vesper.jsa.new")).isEmpty();

        environment.put("VESPER_ARCHIVE", "off");
        assertStarts(List.of(launcher(home)));
    }

    @Test
    void a_damaged_archive_is_passed_over_in_silence() throws Exception {
        Path home = copy("damaged");
        environment.put("VESPER_ARCHIVE", "wait");
        assertStarts(List.of(launcher(home)));
        Path archive = home.resolve("lib/vesper.jsa");
        byte[] half = Files.readAllBytes(archive);
        Files.delete(archive);
        Files.write(archive, java.util.Arrays.copyOf(half, half.length / 2));

        assertStarts(List.of(launcher(home)));
    }

    @Test
    void a_java_that_is_missing_or_too_old_is_told_in_one_line() throws Exception {
        environment.put("JAVA_HOME", folder.resolve("nothing").toString());
        assertRefuses("there is no bin/java in JAVA_HOME (" + folder + "/nothing): point it to a Java 17 or later");

        Path old = java("old", "echo 'openjdk version \"1.8.0_392\"' >&2");
        environment.put("JAVA_HOME", old.toString());
        assertRefuses(old + "/bin/java is Java 1.8.0_392: install Java 17 or later");

        Files.writeString(old.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"11.0.2\"\n");
        assertRefuses(old + "/bin/java is Java 11.0.2: install Java 17 or later");

        environment.put("JAVA_HOME", java("broken", "exit 1").toString());
        assertRefuses("/bin/java does not start: point JAVA_HOME to a Java 17 or later");

        environment.remove("JAVA_HOME");
        environment.put("PATH", folder.toString());
        assertRefuses("no java on PATH: install Java 17 or later, or point JAVA_HOME to one");
    }

    @Test
    void a_java_without_a_release_file_is_asked_for_its_version() throws Exception {
        Path wrapped = java("wrapped", "exec '" + System.getProperty("java.home") + "/bin/java' \"$@\"");
        environment.put("JAVA_HOME", wrapped.toString());
        environment.put("VESPER_ARCHIVE", "off");

        assertStarts(List.of(launcher(HOME)));
    }

    @Test
    void letters_survive_the_locale_of_a_service() throws Exception {
        environment.put("LC_ALL", "C");

        assertThat(run(launcher(HOME), "Ålesund-Łódź-東京").err()).contains("Ålesund-Łódź-東京");
    }

    @Test
    void only_what_runs_for_long_has_the_second_compiler() throws Exception {
        environment.put("VESPER_JAVA_OPTS", "-XX:+PrintCommandLineFlags");

        assertThat(run(launcher(HOME), "--config", "shell", "-o", "json", "version")
                        .err())
                .contains("TieredStopAtLevel=1", "UseSerialGC");
        assertThat(run(launcher(HOME), "--config", "none.yaml", "-v", "shell").err())
                .contains("-XX:")
                .doesNotContain("TieredStopAtLevel");
        assertThat(run(launcher(HOME), "broker", "--color", "never", "serve", "--nonsense")
                        .err())
                .contains("-XX:")
                .doesNotContain("TieredStopAtLevel");
    }

    // --- What the tests are told with
    // ---------------------------------------------------------------------------------

    private void assertStarts(List<String> command) throws Exception {
        List<String> whole = new ArrayList<>(command);
        if (command.size() == 1) {
            whole.add("version");
        }
        Ended ended = run(whole.toArray(String[]::new));
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).startsWith("vesper ");
        assertThat(ended.code()).isZero();
    }

    private void assertRefuses(String message) throws Exception {
        Ended ended = run("/bin/sh", launcher(HOME), "version");
        assertThat(ended.err()).startsWith("vesper: ").contains(message).hasLineCount(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.code()).isEqualTo(3);
    }

    private Ended run(String... command) throws Exception {
        return end(start(List.of(command)));
    }

    private Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        Process process = builder.start();
        streams.put(process, List.of(out, err));
        return process;
    }

    private Ended end(Process process) throws Exception {
        if (!process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("it did not end within " + LONG);
        }
        List<Path> files = streams.getOrDefault(process, List.of());
        return new Ended(
                process.exitValue(),
                Files.readString(files.get(0), StandardCharsets.UTF_8),
                Files.readString(files.get(1), StandardCharsets.UTF_8));
    }

    private static String launcher(Path home) {
        return home.resolve("bin/vesper").toString();
    }

    /** A copy of the distribution without its archive, as the tarball leaves it. */
    private Path copy(String name) throws IOException {
        Path target = folder.resolve(name);
        try (Stream<Path> files = Files.walk(HOME, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : files.filter(file -> !file.getFileName().toString().startsWith("vesper.jsa"))
                    .toList()) {
                Files.copy(file, target.resolve(HOME.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return target;
    }

    /** A folder that looks like a Java, with a script for its program. */
    private Path java(String name, String script) throws IOException {
        Path program = folder.resolve(name).resolve("bin/java");
        Files.createDirectories(program.getParent());
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return folder.resolve(name);
    }

    private static List<String> names(Path folder, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(prefix))
                    .toList();
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void until(Condition condition) throws Exception {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(end);
            Thread.sleep(50);
        }
    }
}
