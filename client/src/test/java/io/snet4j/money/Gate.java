package io.snet4j.money;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What clients take for the daemon: passes bytes on to the real one, keeps its answers back, cuts connections. */
final class Gate implements AutoCloseable {
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "gate");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile URI target = URI.create("http://127.0.0.1:1");
    private boolean answersHeld;

    Gate() {
        try {
            server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** For connections made from now on. */
    void leadTo(URI daemon) {
        target = daemon;
    }

    /** From now on nothing comes back, until connections are cut. */
    synchronized void holdAnswers() {
        answersHeld = true;
    }

    /** Ends all connections, with what was kept back on them. */
    synchronized void cut() {
        // Not those that come meanwhile.
        List.copyOf(sockets).forEach(Gate::close);
        answersHeld = false;
        notifyAll();
    }

    @Override
    public void close() {
        close(server);
        cut();
        threads.shutdownNow();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                connect(client);
            } catch (IOException e) {
                // Closed, or the daemon is not there: the client sees a connection that ends at once.
                continue;
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Socket daemon = new Socket();
        try {
            daemon.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target.getPort()), 5_000);
            client.setTcpNoDelay(true);
            daemon.setTcpNoDelay(true);
        } catch (IOException e) {
            close(client);
            close(daemon);
            throw e;
        }
        sockets.add(client);
        sockets.add(daemon);
        threads.execute(() -> pump(client, daemon, false));
        threads.execute(() -> pump(daemon, client, true));
    }

    private void pump(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[16 << 10];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (answers) {
                    waitWhileHeld();
                }
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            // One side has ended; so does the other.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close(from);
            close(to);
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private synchronized void waitWhileHeld() throws InterruptedException {
        while (answersHeld) {
            wait();
        }
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // It is closed.
        }
    }
}
