package io.vesper.diagnostics;

import io.vesper.channel.HostPort;
import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From a name to a connected socket. */
final class Reach {
    private Reach() {}

    static List<InetAddress> lookUp(HostPort host, Duration within) {
        FutureTask<List<InetAddress>> lookUp = new FutureTask<>(() -> List.of(InetAddress.getAllByName(host.host())));
        Thread thread = new Thread(lookUp, "lookup of " + host.host()); // a lookup cannot be given a deadline
        thread.setDaemon(true);
        thread.start();
        try {
            return lookUp.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw failed(
                    "no name server resolved " + host.host() + " within " + within.toMillis() + " ms",
                    "check the network and the name servers, or use the address");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("interrupted", null);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException) {
                throw failed("no such host: " + host.host(), "check the spelling, or whether the name server knows it");
            }
            throw failed("the lookup of " + host.host() + " failed", null);
        }
    }

    static String describe(HostPort host, List<InetAddress> addresses) {
        String all = addresses.stream().map(Reach::format).collect(Collectors.joining(", "));
        return all.equals(host.host()) ? all + " is an address" : host.host() + " is " + all;
    }

    /** Tries the addresses in turn, each with its share of the time. */
    static Socket connect(HostPort host, List<InetAddress> addresses, Duration within) throws IOException {
        Patience patience = new Patience(within);
        String reasons = "";
        String advice = "";
        for (int i = 0; i < addresses.size(); i++) {
            InetAddress address = addresses.get(i);
            Duration share = patience.part(1.0 / (addresses.size() - i));
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address, host.port()), (int) Math.max(1, share.toMillis()));
                return socket;
            } catch (IOException e) {
                close(socket);
                String reason = reason(e, share);
                advice = Advice.afterTcp(reason);
                reasons += (reasons.isEmpty() ? "" : ", ") + format(address) + " port " + host.port() + ": " + reason;
            }
        }
        throw failed(reasons, advice);
    }

    static String format(InetAddress address) {
        return address instanceof Inet6Address && address.getHostAddress().equals("0:0:0:0:0:0:0:1")
                ? "::1"
                : address.getHostAddress();
    }

    static void close(@Nullable Socket socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // It is closed as far as it can be.
        }
    }

    private static String reason(IOException failure, Duration share) {
        if (failure instanceof SocketTimeoutException) {
            return "timed out, no answer within " + share.toMillis() + " ms";
        }
        return VesperException.reason(failure).toLowerCase(Locale.ROOT);
    }

    private static VesperException failed(String reason, @Nullable String advice) {
        return new VesperException(Failure.BROKER, reason, advice);
    }
}
