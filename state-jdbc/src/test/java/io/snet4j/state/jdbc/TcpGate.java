package io.snet4j.state.jdbc;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One address on loopback that leads to whichever server is the right one now; its connections can be cut. */
final class TcpGate implements AutoCloseable {
    private final ServerSocket socket;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable String> lost = new AtomicReference<>();
    private volatile int target;

    TcpGate() {
        try {
            socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::acceptAll);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "tcp gate");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** From now on; what is connected stays where it is. */
    void leadTo(int port) {
        target = port;
    }

    /**
     * The answer to the next statement with these words is lost, and its connection: the server does what it says, and
     * nobody hears of it.
     */
    void loseAnswerTo(String words) {
        lost.set(words);
    }

    /** Whatever is on its way is lost, in either direction. */
    void cut() {
        open.forEach(TcpGate::end);
    }

    private void acceptAll() {
        while (!socket.isClosed()) {
            try {
                join(socket.accept());
            } catch (IOException e) {
                // No server is there, or this one was closed: the next one may find one.
            }
        }
    }

    private void join(Socket customer) throws IOException {
        Socket server;
        try {
            server = new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException e) {
            customer.close();
            throw e;
        }
        open.add(customer);
        open.add(server);
        AtomicBoolean silent = new AtomicBoolean();
        start(() -> pass(customer, server, bytes -> {
            String words = lost.get();
            if (words != null && bytes.contains(words) && lost.compareAndSet(words, null)) {
                silent.set(true);
            }
            return true;
        }));
        start(() -> pass(server, customer, bytes -> !silent.get()));
    }

    /** @param allowed whether bytes may pass; if not, the connection ends */
    private void pass(Socket from, Socket to, Predicate<String> allowed) {
        try {
            from.setTcpNoDelay(true);
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[8192];
            for (int count = in.read(bytes);
                    count >= 0 && allowed.test(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
                    count = in.read(bytes)) {
                out.write(bytes, 0, count);
            }
        } catch (IOException e) {
            // It ends for both.
        } finally {
            end(from);
            end(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private static void end(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        end(socket);
        cut();
    }
}
