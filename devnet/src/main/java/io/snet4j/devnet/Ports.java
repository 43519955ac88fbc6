package io.snet4j.devnet;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of 127.0.0.1. */
final class Ports {
    /** Below those that systems give to outgoing connections, so that none of these takes it before it is bound. */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;
    private static final int ATTEMPTS = 100;

    /** Some are bound only a while after they were given; until then nothing shows that they are taken. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private static final int MOST_GIVEN = (LAST - FIRST) / 2;

    private Ports() {}

    /**
     * A port that nobody listened on a moment ago, and that nobody else in this JVM got lately. Another program may
     * still be faster.
     *
     * @throws DevnetException if none is found
     */
    static int free() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (GIVEN.size() > MOST_GIVEN) {
                GIVEN.clear();
            }
            if (isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new DevnetException("no free port found on 127.0.0.1 between " + FIRST + " and " + LAST);
    }

    /** Whether something failed because a port was taken. */
    static boolean isTaken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // What netty throws with its own system calls is another exception with the same words.
            if (cause instanceof BindException
                    || String.valueOf(cause.getMessage()).contains("Address already in use")) {
                return true;
            }
        }
        return false;
    }

    /** @throws DevnetException if another program listens there; 0 stands for any and is always free */
    static void requireFree(int port) {
        if (!isFree(port)) {
            throw new DevnetException(
                    "port " + port + " of 127.0.0.1 is taken; end what listens there, or choose another"
                            + " port base, or none for free ports");
        }
    }

    /** Whether nobody listens there; 0 always is. */
    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
