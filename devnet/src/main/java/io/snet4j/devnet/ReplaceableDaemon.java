package io.snet4j.devnet;

import io.snet4j.devnet.daemon.Daemon;
import io.snet4j.devnet.daemon.DaemonStore;
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

    /** @throws DevnetException if its port was taken meanwhile */
    void start(DaemonStore store) {
        if (!running) {
            daemon = start.with(store);
            running = true;
        }
    }

    /** Holds from the next start on. */
    void change(UnaryOperator<DaemonStart> change) {
        start = change.apply(start);
    }
}
