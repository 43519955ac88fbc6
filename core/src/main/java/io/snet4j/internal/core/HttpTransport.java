package io.snet4j.internal.core;

import java.net.http.HttpClient;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A client of the JDK that can be closed, and its threads; begun when first needed. Before Java 21 the JDK's own ends
 * its selector only when it was collected: this interrupts that thread, which then closes its connections and ends.
 * Thread-safe.
 */
final class HttpTransport implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final int CLOSABLE_SINCE = 21;
    private @Nullable HttpClient client;
    private @Nullable ThreadGroup selector;
    private @Nullable ExecutorService threads;
    private boolean closed;

    /**
     * Runs work that may block.
     *
     * @throws IllegalStateException if this is closed
     */
    public synchronized <T> Future<T> submit(Callable<T> work) {
        begin();
        return threads().submit(work);
    }

    /**
     * HTTP/1.1, without redirects.
     *
     * @throws IllegalStateException if this is closed
     */
    public synchronized HttpClient client() {
        begin();
        if (client == null) {
            client = Runtime.version().feature() < CLOSABLE_SINCE ? inGroup() : build();
        }
        return client;
    }

    private void begin() {
        if (closed) {
            throw new IllegalStateException("already closed");
        }
    }

    private ExecutorService threads() {
        if (threads == null) {
            threads = DaemonPool.start("snet4j-http-", COUNT);
        }
        return threads;
    }

    private HttpClient build() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(threads())
                .sslContext(LazyTls.context())
                .sslParameters(LazyTls.parameters())
                .build();
    }

    /** So that its selector's thread can be found. */
    @SuppressWarnings("removal") // A group goes with its last thread only if it is a daemon, where that means anything.
    private HttpClient inGroup() {
        ThreadGroup group = new ThreadGroup("snet4j-http");
        group.setDaemon(true);
        AtomicReference<HttpClient> built = new AtomicReference<>();
        Thread builder = new Thread(group, () -> built.set(build()), "snet4j-http-start");
        builder.start();
        Uninterrupted.join(builder);
        HttpClient result = built.get();
        if (result == null) {
            throw new IllegalStateException("this JVM makes no HTTP client");
        }
        selector = group;
        return result;
    }

    /** Cuts off what is under way. May be repeated. */
    @Override
    public synchronized void close() {
        closed = true;
        if (selector != null) {
            selector.interrupt();
            selector = null;
        } else if (client != null) {
            shutdownNow(client);
        }
        client = null;
        if (threads != null) {
            threads.shutdownNow();
        }
    }

    private static void shutdownNow(HttpClient client) {
        try {
            HttpClient.class.getMethod("shutdownNow").invoke(client);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Java 21 and newer can shut down an HTTP client", e);
        }
    }
}
