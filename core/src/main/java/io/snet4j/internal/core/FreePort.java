package io.snet4j.internal.core;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** A port for a program that cannot choose one itself. */
public final class FreePort {
    /** Below those that systems give to outgoing connections: a program that starts again finds its port free. */
    private static final int FIRST = 12_000;

    private static final int COUNT = 8_000;

    /** Nobody else in this JVM gets the same one, and another JVM begins elsewhere. */
    private static final AtomicInteger NEXT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 61 % COUNT));

    private FreePort() {}

    /** Nobody listened there a moment ago. */
    public static int find() {
        for (int attempt = 0; attempt < COUNT; attempt++) {
            int port = FIRST + NEXT.getAndIncrement() % COUNT;
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Somebody listens there.
            }
        }
        throw new IllegalStateException("no free port from " + FIRST + " on");
    }
}
