package io.snet4j.dataset;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small HTTP/1.1 server for files, in one thread however many connections there are: who sends half a request, or
 * reads none of the answer, holds a connection for a while and no thread. The JDK's server has no bounds but
 * process-wide ones.
 */
final class FolderServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderServer.class);
    private static final int BACKLOG = 128;

    /**
     * @param connections at a time; for one more, the one that has been asking for longest is closed
     * @param head for a request to arrive
     * @param window in which each download must take at least {@code leastPerWindow} bytes
     */
    record Limits(int connections, Duration head, Duration window, long leastPerWindow) {
        /** Slower than half a kilobyte a second is nobody who trains models. */
        static final Limits USUAL = new Limits(256, Duration.ofSeconds(15), Duration.ofMinutes(2), 64 << 10);
    }

    private final Limits limits;
    private final FolderPages pages;
    private final Selector selector;
    private final ServerSocketChannel listening;
    private final SelectionKey accepting;
    private final InetSocketAddress address;
    private final Set<FolderConnection> connections = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::run, "snet4j-datasets");

    private FolderServer(InetSocketAddress bind, FolderPages pages, Limits limits) throws IOException {
        this.limits = limits;
        this.pages = pages;
        this.selector = Selector.open();
        try {
            this.listening = ServerSocketChannel.open();
        } catch (IOException e) {
            selector.close();
            throw e;
        }
        try {
            listening.bind(bind, BACKLOG).configureBlocking(false);
            this.accepting = listening.register(selector, SelectionKey.OP_ACCEPT);
            this.address = (InetSocketAddress) listening.getLocalAddress();
        } catch (IOException | RuntimeException e) {
            listening.close();
            selector.close();
            throw e;
        }
    }

    static FolderServer start(InetSocketAddress bind, FolderPages pages, Limits limits) throws IOException {
        FolderServer server = new FolderServer(bind, pages, limits);
        server.thread.setDaemon(true);
        server.thread.start();
        return server;
    }

    InetSocketAddress address() {
        return address;
    }

    /** That are held now. */
    int connections() {
        return connections.size();
    }

    private void run() {
        long tick =
                Math.max(1, Math.min(limits.head().toMillis(), limits.window().toMillis()) / 4);
        long checkedAt = System.nanoTime();
        try (selector;
                listening) {
            while (listening.isOpen()) {
                selector.select(tick);
                long now = System.nanoTime();
                for (SelectionKey key : selector.selectedKeys()) {
                    serve(key, now);
                }
                selector.selectedKeys().clear();
                if (now - checkedAt > tick * 1_000_000) {
                    checkedAt = now;
                    connections.stream()
                            .filter(connection -> connection.isLate(limits, now))
                            .toList()
                            .forEach(this::end);
                    // After a failure: by now there may be a descriptor for another connection.
                    accepting.interestOps(SelectionKey.OP_ACCEPT);
                }
            }
        } catch (IOException | RuntimeException e) {
            if (listening.isOpen()) {
                LOG.error("datasets are served no more", e);
            }
        } finally {
            Set.copyOf(connections).forEach(this::end);
        }
    }

    private void serve(SelectionKey key, long now) {
        if (!key.isValid()) {
            return;
        }
        if (key == accepting) {
            accept(now);
            return;
        }
        FolderConnection connection = (FolderConnection) key.attachment();
        try {
            connection.proceed(key, now);
            if (!key.channel().isOpen()) {
                end(connection);
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("a download ended", e);
            end(connection);
        }
    }

    private void accept(long now) {
        SocketChannel socket;
        try {
            socket = listening.accept();
        } catch (IOException e) {
            if (listening.isOpen()) {
                LOG.warn("a connection cannot be taken: {}", e.getMessage());
                accepting.interestOps(0);
            }
            return;
        }
        if (socket == null) {
            return;
        }
        FolderConnection connection = new FolderConnection(socket, pages, now);
        connections.add(connection);
        try {
            socket.configureBlocking(false);
            socket.register(selector, SelectionKey.OP_READ, connection);
        } catch (IOException e) {
            end(connection);
        }
        if (connections.size() > limits.connections()) {
            end(leastWanted().orElse(connection));
        }
    }

    private Optional<FolderConnection> leastWanted() {
        return connections.stream()
                .filter(connection -> !connection.isServed())
                .min(Comparator.comparingLong(FolderConnection::since));
    }

    private void end(FolderConnection connection) {
        connections.remove(connection);
        try {
            connection.close();
        } catch (IOException e) {
            LOG.debug("a connection was not closed well", e);
        }
    }

    /** Ends downloads that are under way, too. Blocks until they are. */
    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            LOG.debug("a server was not closed well", e);
        }
        selector.wakeup();
        boolean interrupted = false;
        while (thread.isAlive() && Thread.currentThread() != thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
