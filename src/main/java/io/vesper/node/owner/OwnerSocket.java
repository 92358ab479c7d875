package io.vesper.node.owner;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Where the socket of a store is. Usually it is {@code vesper.sock} in the store's folder. An address may have about a hundred bytes only,
 * and some file systems know no sockets; in these cases the socket stands in a private folder of the machine, and {@code vesper.sock} is a
 * link that leads to it.
 */
public final class OwnerSocket {
    private static final String NAME = "vesper.sock";
    private static final int LONGEST = 100;

    private OwnerSocket() {}

    /** Takes away what an owner that died left behind. To be called by whoever owns the store and does not serve. */
    public static void removeLeftover(Path store) {
        Path socket = store.resolve(NAME);
        if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            if (Files.isSymbolicLink(socket)) {
                Path target = Files.readSymbolicLink(socket);
                Files.deleteIfExists(target);
                Files.deleteIfExists(parent(target));
            }
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            // it says nothing that is true, but nobody is misled: connecting to it is refused
        }
    }

    /** The address to connect to, if there is anything to connect to. */
    static Optional<UnixDomainSocketAddress> find(Path store) {
        Path socket = store.resolve(NAME);
        try {
            if (Files.isSymbolicLink(socket)) {
                return Optional.of(UnixDomainSocketAddress.of(Files.readSymbolicLink(socket)));
            }
            boolean there = Files.exists(socket) && fits(socket);
            return there ? Optional.of(UnixDomainSocketAddress.of(socket)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Begins to listen, in place of whatever an owner that died left there. Only this user can connect. */
    static ServerSocketChannel listen(Path store) throws IOException {
        removeLeftover(store);
        Path hidden = privateFolder(store);
        try {
            if (fits(hidden.resolve("s"))) {
                ServerSocketChannel server = bind(hidden.resolve("s"));
                Files.move(hidden.resolve("s"), store.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
                return server;
            }
        } catch (IOException e) {
            // a file system without sockets: another place will do
        } finally {
            Files.deleteIfExists(hidden.resolve("s"));
            Files.deleteIfExists(hidden);
        }
        Path elsewhere = privateFolder(machineFolder());
        ServerSocketChannel server = bind(elsewhere.resolve("s"));
        Files.createSymbolicLink(store.resolve(NAME), elsewhere.resolve("s"));
        return server;
    }

    /** In a folder that is private from its first moment, because a new socket is open to all until it is told otherwise. */
    private static ServerSocketChannel bind(Path path) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static Path privateFolder(Path parent) throws IOException {
        return Files.createTempDirectory(
                parent, "vesper-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static Path machineFolder() {
        String runtime = System.getenv("XDG_RUNTIME_DIR");
        Path folder = Path.of(runtime == null || runtime.isEmpty() ? "/tmp" : runtime);
        return Files.isWritable(folder) ? folder : Path.of("/tmp");
    }

    private static Path parent(Path target) {
        return Optional.ofNullable(target.getParent()).orElse(target);
    }

    private static boolean fits(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST;
    }
}
