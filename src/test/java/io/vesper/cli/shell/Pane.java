package io.vesper.cli.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A terminal of its own, made by tmux, in which a program runs; in the end {@code left with} and its exit code are there to be seen. */
final class Pane implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Path socket;

    /**
     * @param folder short, because a socket is made in it
     * @param term what {@code TERM} says
     */
    Pane(Path folder, int columns, String term, List<String> command) throws IOException, InterruptedException {
        this.socket = folder.resolve("tmux");
        List<String> start = new ArrayList<>(
                List.of("-f", "/dev/null", "new-session", "-d", "-x", String.valueOf(columns), "-y", "30"));
        start.addAll(List.of("-c", folder.toString(), "env", "TERM=" + term, "HOME=" + folder));
        start.addAll(List.of("XDG_STATE_HOME=" + folder.resolve("state"), "NO_COLOR="));
        start.addAll(List.of("sh", "-c", "trap : INT; \"$0\" \"$@\"; echo \"left with $?\"; cat"));
        start.addAll(command);
        tmux(start);
    }

    /** Whether this machine has tmux. */
    static boolean canBeMade() {
        try {
            return new ProcessBuilder("tmux", "-V").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Presses keys, as tmux names them; what is no name is typed letter by letter. */
    Pane types(String... keys) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("send-keys", "--"));
        command.addAll(List.of(keys));
        tmux(command);
        return this;
    }

    Pane resize(int columns) throws IOException, InterruptedException {
        tmux(List.of("resize-window", "-x", String.valueOf(columns)));
        return this;
    }

    /** Waits until the screen shows a text. */
    Pane sees(String text) throws IOException, InterruptedException {
        String screen = "";
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS); System.nanoTime() < end; ) {
            screen = screen();
            if (screen.contains(text)) {
                return this;
            }
            TimeUnit.MILLISECONDS.sleep(30);
        }
        throw new AssertionError("not seen: " + text + "\n" + screen);
    }

    /** Lines without the blanks at their ends. */
    String screen() throws IOException, InterruptedException {
        return tmux(List.of("capture-pane", "-p")).replaceAll("[ ]+\n", "\n");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        tmux(List.of("kill-server"));
    }

    private String tmux(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tmux", "-S", socket.toString()));
        command.addAll(arguments);
        Path output = Files.createTempFile("tmux", "");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C.UTF-8");
            builder.redirectOutput(output.toFile()).start().waitFor();
            return Files.readString(output, StandardCharsets.UTF_8);
        } finally {
            Files.delete(output);
        }
    }
}
