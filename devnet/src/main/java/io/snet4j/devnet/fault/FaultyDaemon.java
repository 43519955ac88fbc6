package io.snet4j.devnet.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The way to a daemon, in trouble: passes bytes on, keeps answers back, loses them, cuts connections. Begins without a
 * fault. The daemon's port must be without TLS; what clients see may be with it. Thread-safe; nothing here waits for a
 * client.
 *
 * @since 0.1.0
 */
public final class FaultyDaemon implements AutoCloseable {
    private static final int BACKLOG = 200;
    private static final int CONNECT_MILLIS = 5_000;
    private static final int BUFFER = 16 << 10;
    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

    private final Optional<Certificates> certificates;
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "snet4j-fault");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private volatile URI target = NOWHERE;
    private final Delay delay = new Delay();
    private volatile boolean down;
    private volatile boolean answersHeld;
    private volatile CompletableFuture<Void> replyLost = new CompletableFuture<>();
    private volatile boolean losing;

    private FaultyDaemon(Optional<Certificates> certificates) {
        this.certificates = certificates;
        try {
            server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException("no port of 127.0.0.1 could be had", e);
        }
        threads.execute(this::accept);
    }

    /**
     * For a network that wants to know its daemon's address before there is a daemon. Connections end at once until
     * {@link #leadTo}.
     *
     * @throws IllegalStateException if no port can be had
     */
    public static FaultyDaemon beforeNone() {
        return new FaultyDaemon(Optional.empty());
    }

    /**
     * As {@link #beforeNone}, for clients that speak TLS and trust {@link #authority}.
     *
     * @throws IllegalStateException if no port can be had
     */
    public static FaultyDaemon beforeNoneWithTls() {
        return new FaultyDaemon(Optional.of(new Certificates()));
    }

    /** Whom clients of {@link #beforeNoneWithTls} have to trust, in PEM. Its key is public: trust it in tests only. */
    public static String authority() {
        return Certificates.authority();
    }

    /**
     * @param daemon where the real one is, by host 127.0.0.1 and http
     * @throws IllegalStateException if no port can be had
     */
    public static FaultyDaemon before(URI daemon) {
        FaultyDaemon faulty = beforeNone();
        faulty.leadTo(daemon);
        return faulty;
    }

    /** Where to reach it, on 127.0.0.1. */
    public URI uri() {
        return URI.create((certificates.isPresent() ? "https" : "http") + "://127.0.0.1:" + server.getLocalPort());
    }

    /**
     * Leads connections that are made from now on to another daemon.
     *
     * @param daemon of 127.0.0.1, http
     */
    public void leadTo(URI daemon) {
        target = daemon;
    }

    /**
     * From now on each piece of an answer comes this much later.
     *
     * @throws IllegalArgumentException for less than zero
     */
    public void delay(Duration time) {
        delay.set(time);
    }

    /** Ends all connections, and from now on each new one at once. */
    public void down() {
        down = true;
        cut();
    }

    /** From now on nothing comes back, until {@link #cut} or {@link #heal}. What is sent still arrives. */
    public synchronized void holdAnswers() {
        answersHeld = true;
    }

    /**
     * Cuts the connection on which the next gRPC call is answered, when the daemon is done with that call and before
     * its status is passed on. The call is served, and its client does not hear of it.
     *
     * @return completes when that has happened
     */
    public synchronized CompletableFuture<Void> loseNextReply() {
        CompletableFuture<Void> happened = new CompletableFuture<>();
        replyLost = happened;
        losing = true;
        return happened;
    }

    /** Ends all connections, with what was kept back on them. What comes afterwards is passed on. */
    public synchronized void cut() {
        // Not those that come meanwhile.
        List.copyOf(sockets).forEach(FaultyDaemon::close);
        answersHeld = false;
        notifyAll();
    }

    /**
     * Ends all connections, and shows a certificate that is out of date on each new one, until {@link #heal}.
     *
     * @throws IllegalStateException without TLS
     */
    public void expireCertificate() {
        certificates
                .orElseThrow(() -> new IllegalStateException("the way to this daemon is without TLS"))
                .expire();
        cut();
    }

    /** Takes all faults back. What was kept back is passed on. */
    public synchronized void heal() {
        certificates.ifPresent(Certificates::renew);
        delay.end();
        down = false;
        losing = false;
        answersHeld = false;
        notifyAll();
    }

    /** How many connections were made to it, since the beginning. */
    public int connections() {
        return connections.get();
    }

    /** How many replies were lost by {@link #loseNextReply}, since the beginning. */
    public int lostReplies() {
        return lost.get();
    }

    /** Ends all connections and frees the port. A second time does nothing. */
    @Override
    public void close() {
        close(server);
        delay.end();
        cut();
        threads.shutdownNow();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                connections.incrementAndGet();
                connect(certificates.isPresent() ? certificates.get().serve(client) : client);
            } catch (IOException e) {
                // Closed, or the daemon is not there: the client sees a connection that ends at once.
                continue;
            }
        }
    }

    private void connect(Socket client) throws IOException {
        if (down) {
            close(client);
            return;
        }
        Socket daemon = new Socket();
        try {
            daemon.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target.getPort()), CONNECT_MILLIS);
            client.setTcpNoDelay(true);
            daemon.setTcpNoDelay(true);
        } catch (IOException e) {
            close(client);
            close(daemon);
            throw e;
        }
        sockets.add(client);
        sockets.add(daemon);
        if (down || server.isClosed()) {
            // Meanwhile, and whoever said so did not see this one.
            close(client);
            close(daemon);
            sockets.removeAll(List.of(client, daemon));
            return;
        }
        threads.execute(() -> pump(client, daemon, false));
        threads.execute(() -> pump(daemon, client, true));
    }

    private void pump(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[BUFFER];
        ReplyEnds ends = new ReplyEnds();
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (answers) {
                    if (ends.isIn(buffer, read) && loseReply()) {
                        return;
                    }
                    delay.await();
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

    /** Whether this is the one that is to be lost. */
    private synchronized boolean loseReply() {
        if (!losing) {
            return false;
        }
        losing = false;
        lost.incrementAndGet();
        replyLost.complete(null);
        return true;
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
