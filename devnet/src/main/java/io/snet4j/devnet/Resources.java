package io.snet4j.devnet;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What must be closed, the last added first, each once, even if closing begins while more is being added. */
final class Resources implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Resources.class);

    private final Object closing = new Object();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean closed;

    /** @throws DevnetException if all is closed already; the resource then is, too */
    <T extends AutoCloseable> T add(T resource) {
        synchronized (open) {
            if (!closed) {
                open.push(resource);
                return resource;
            }
        }
        close(resource);
        throw new DevnetException("the network was closed while it was starting");
    }

    /** Returns when everything is closed, also if another thread is about it. */
    @Override
    public void close() {
        synchronized (closing) {
            for (AutoCloseable next = next(); next != null; next = next()) {
                close(next);
            }
        }
    }

    private @Nullable AutoCloseable next() {
        synchronized (open) {
            closed = true;
            return open.poll();
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            // The rest must be closed all the same.
            LOG.warn("closing a part of the local network failed", e);
        }
    }
}
