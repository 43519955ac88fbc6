package io.snet4j.journeys;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** What the client takes for the daemon. It can lose an answer: the connection ends when the answer's headers come. */
final class LosingGate implements AutoCloseable {
    private static final int HEADERS = 1;

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "losing-gate");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean losing = new AtomicBoolean();
    private volatile int target;

    LosingGate() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    void leadTo(URI daemon) {
        target = daemon.getPort();
    }

    /** The next answer of a call. */
    void loseAnswer() {
        losing.set(true);
    }

    @Override
    public void close() {
        end(server);
        List.copyOf(sockets).forEach(LosingGate::end);
        threads.shutdownNow();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket daemon = new Socket(InetAddress.getLoopbackAddress(), target);
                client.setTcpNoDelay(true);
                daemon.setTcpNoDelay(true);
                sockets.add(client);
                sockets.add(daemon);
                threads.execute(() -> join(client, daemon, false));
                threads.execute(() -> join(daemon, client, true));
            } catch (IOException e) {
                // Closed, or the daemon is not there.
                continue;
            }
        }
    }

    private void join(Socket from, Socket to, boolean answers) {
        try {
            if (answers) {
                frames(new DataInputStream(from.getInputStream()), to.getOutputStream());
            } else {
                from.getInputStream().transferTo(to.getOutputStream());
            }
        } catch (IOException e) {
            // One side has ended; so does the other.
        } finally {
            end(from);
            end(to);
        }
    }

    /** HTTP/2 begins each frame with three bytes of length and one of type; a page of HTTP/1.1 passes as it is. */
    private void frames(DataInputStream in, OutputStream out) throws IOException {
        byte[] head = new byte[9];
        try {
            in.readFully(head);
            while (head[0] != 'H') {
                if (head[3] == HEADERS && losing.compareAndSet(true, false)) {
                    return;
                }
                int length = (head[0] & 0xff) << 16 | (head[1] & 0xff) << 8 | head[2] & 0xff;
                byte[] body = in.readNBytes(length);
                out.write(head);
                out.write(body);
                out.flush();
                in.readFully(head);
            }
        } catch (EOFException e) {
            return;
        }
        out.write(head);
        in.transferTo(out);
    }

    private static void end(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // It has ended.
        }
    }
}
