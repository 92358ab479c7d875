package io.vesper.cli;

import io.vesper.cli.session.Cancellation;
import io.vesper.cli.session.OwnAccess;
import io.vesper.cli.session.Session;
import io.vesper.cli.session.Terminal;
import io.vesper.document.Failure;
import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The process: the one place that touches its streams, its environment and its end. */
public final class Main {
    /** What a command that was told to stop gets to close the store, before the process ends all the same. */
    private static final long GRACE_SECONDS = 20;

    private Main() {}

    public static void main(String[] args) {
        Cancellation cancellation = new Cancellation();
        Ending ending = new Ending(cancellation);
        Runtime.getRuntime().addShutdownHook(new Thread(ending, "vesper-ending"));
        int code = Failure.UNEXPECTED.exitCode();
        try {
            code = Commands.run(session(cancellation), args);
        } catch (Error e) { // out of memory, say
            System.err.println("vesper: unexpected: " + e);
        } finally {
            ending.done(code);
        }
    }

    private static Session session(Cancellation cancellation) {
        return new Session(
                Path.of("").toAbsolutePath(),
                System.getenv(),
                Path.of(System.getProperty("user.home", "/")),
                System.getProperty("user.name", ""),
                ZoneId::systemDefault,
                new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
                Optional.empty(),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                new Terminal(
                        ThisTerminal.isTerminal(0),
                        ThisTerminal.isTerminal(1),
                        ThisTerminal.isTerminal(2),
                        ThisTerminal::columns),
                cancellation,
                OwnAccess.once(Commands::run));
    }

    /** Ctrl-C and SIGTERM begin the end of the process; the command is asked to come to its own, and its exit code counts. */
    private static final class Ending implements Runnable {
        private final Cancellation cancellation;
        private final CountDownLatch done = new CountDownLatch(1);
        private volatile int exitCode;

        Ending(Cancellation cancellation) {
            this.cancellation = cancellation;
        }

        void done(int code) {
            exitCode = code;
            done.countDown();
            Runtime.getRuntime().exit(code);
        }

        @Override
        public void run() {
            if (done.getCount() == 0) {
                return;
            }
            cancellation.request();
            try {
                if (done.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                    Runtime.getRuntime().halt(exitCode);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
