package io.snet4j.devnet;

import io.snet4j.devnet.daemon.Daemon;
import io.snet4j.devnet.daemon.DaemonStore;
import java.net.URI;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/** A daemon that ends and is followed by another at the same port. Not thread-safe. */
final class ReplaceableDaemon {
    private DaemonStart start;
    private Daemon daemon;
    private boolean running = true;

    ReplaceableDaemon(DaemonStart start, Daemon daemon) {
        this.start = start;
        this.daemon = daemon;
    }

    /** One at each address, with one memory. */
    static List<ReplaceableDaemon> start(IntFunction<DaemonStart> startAt, List<URI> addresses, Resources owner) {
        DaemonStore store = DaemonStore.inMemory();
        return addresses.stream()
                .map(address -> startAt.apply(address.getPort()))
                .map(start -> new ReplaceableDaemon(start, owner.add(start.with(store, true))))
                .toList();
    }

    /** The one of now, or the last one while none runs. */
    Daemon daemon() {
        return daemon;
    }

    DaemonStart start() {
        return start;
    }

    boolean isRunning() {
        return running;
    }

    void stop() {
        if (running) {
            running = false;
            daemon.close();
        }
    }

    void kill() {
        if (running) {
            running = false;
            daemon.kill();
        }
    }

    /**
     * @param paid whether it asks for payments
     * @throws DevnetException if its port was taken meanwhile
     */
    void start(DaemonStore store, boolean paid) {
        if (!running) {
            daemon = start.with(store, paid);
            running = true;
        }
    }

    /** Holds from the next start on. */
    void change(UnaryOperator<DaemonStart> change) {
        start = change.apply(start);
    }
}
