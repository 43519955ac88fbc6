package io.snet4j.state.jdbc;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One address on loopback that leads to whichever server is the right one now; its connections can be cut. */
final class TcpGate implements AutoCloseable {
    private final ServerSocket socket;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile int target;

    TcpGate() {
        try {
            socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::acceptAll);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "tcp gate");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** From now on; what is connected stays where it is. */
    void leadTo(int port) {
        target = port;
    }

    /** Whatever is on its way is lost, in either direction. */
    void cut() {
        open.forEach(TcpGate::end);
    }

    private void acceptAll() {
        while (!socket.isClosed()) {
            try {
                join(socket.accept());
            } catch (IOException e) {
                // No server is there, or this one was closed: the next one may find one.
            }
        }
    }

    private void join(Socket customer) throws IOException {
        Socket server;
        try {
            server = new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException e) {
            customer.close();
            throw e;
        }
        open.add(customer);
        open.add(server);
        start(() -> pass(customer, server));
        start(() -> pass(server, customer));
    }

    private void pass(Socket from, Socket to) {
        try {
            from.setTcpNoDelay(true);
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[8192];
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                out.write(bytes, 0, count);
            }
        } catch (IOException e) {
            // It ends for both.
        } finally {
            end(from);
            end(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private static void end(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        end(socket);
        cut();
    }
}
