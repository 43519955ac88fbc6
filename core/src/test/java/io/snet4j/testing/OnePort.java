package io.snet4j.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A port with a heartbeat page and gRPC behind it, as a daemon has: they are told apart by their first bytes. */
public final class OnePort implements AutoCloseable {
    public static final String ON = "{\"daemonVersion\":\"v6.0.0\",\"blockchainEnabled\":true}";
    public static final String OFF = "{\"daemonVersion\":\"v6.0.0\",\"blockchainEnabled\":false}";

    /** Answers one request for the page. */
    public interface Page {
        void answer(OutputStream out) throws IOException, InterruptedException;
    }

    private final URI grpc;
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "one-port");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Page page;

    /** @param grpc where everything but the page is */
    public OnePort(URI grpc, String page) {
        this.grpc = grpc;
        this.page = text(page);
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        threads.execute(this::accept);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** How often the page was asked for. */
    public int asked() {
        return asked.get();
    }

    public void say(String text) {
        page = text(text);
    }

    public void answer(Page how) {
        page = how;
    }

    public static Page text(String text) {
        return out -> {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            out.write(head(body.length));
            out.write(body);
        };
    }

    /** Begins, and never ends. */
    public Page silence() {
        return out -> closed.await();
    }

    static byte[] head(int length) {
        return ("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: " + length
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        closed.countDown();
        quietly(server);
        open.forEach(OnePort::quietly);
        threads.shutdownNow();
    }

    private void accept() {
        while (closed.getCount() > 0) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            byte[] first = socket.getInputStream().readNBytes(3);
            if (new String(first, StandardCharsets.US_ASCII).equals("GET")) {
                readRequest(socket.getInputStream());
                asked.incrementAndGet();
                page.answer(socket.getOutputStream());
                socket.shutdownOutput();
            } else {
                passOn(socket, first);
            }
        } catch (IOException e) {
            // Either side is gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private static void readRequest(InputStream in) throws IOException {
        StringBuilder request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return;
            }
            request.append((char) next);
        }
    }

    private void passOn(Socket socket, byte[] first) throws IOException {
        try (Socket behind = new Socket(grpc.getHost(), grpc.getPort())) {
            open.add(behind);
            behind.getOutputStream().write(first);
            threads.execute(() -> copy(behind, socket));
            copy(socket, behind);
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // Either side is gone.
        } finally {
            quietly(from);
            quietly(to);
        }
    }

    private static void quietly(AutoCloseable thing) {
        try {
            thing.close();
        } catch (Exception e) {
            // It is gone anyway.
        }
    }
}
