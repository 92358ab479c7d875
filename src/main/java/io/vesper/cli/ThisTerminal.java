package io.vesper.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * What the streams of this process are connected to. Java knows only about both streams together; the launcher knows each and says so in
 * {@code -Dvesper.terminal=in,out,err} (the names of those that are one) and {@code -Dvesper.columns=N}; where it said nothing, Linux is
 * asked.
 */
final class ThisTerminal {
    private static final String[] STREAMS = {"in", "out", "err"};
    private static final int USUAL = 80;

    private ThisTerminal() {}

    @SuppressWarnings("SystemConsoleNull") // the last resort, where neither the launcher nor Linux says
    static boolean isTerminal(int stream) {
        String said = System.getProperty("vesper.terminal");
        if (said != null) {
            return ("," + said + ",").contains("," + STREAMS[stream] + ",");
        }
        try {
            String target =
                    Files.readSymbolicLink(Path.of("/proc/self/fd/" + stream)).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return System.console() != null;
        }
    }

    static int columns() {
        String said = System.getProperty("vesper.columns", System.getenv("COLUMNS"));
        if (said != null && said.matches("[1-9][0-9]{0,3}")) {
            return Integer.parseInt(said);
        }
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Path.of("/dev/tty").toFile())
                    .start();
            String size = new String(stty.getInputStream().readNBytes(32), java.nio.charset.StandardCharsets.US_ASCII);
            stty.waitFor(1, TimeUnit.SECONDS);
            return size.matches("[0-9]+ [1-9][0-9]{0,3}\\s*") ? Integer.parseInt(size.split("\\s")[1]) : USUAL;
        } catch (IOException e) {
            return USUAL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL;
        }
    }
}
