package io.snet4j.hostile.bombs;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A port whose connections are answered in raw bytes, for as long as the other side listens. */
final class WebServer implements AutoCloseable {
    /** Answers one connection. */
    interface Answer {
        void to(Request request, OutputStream out) throws IOException, InterruptedException;
    }

    /** Everything of a connection. */
    interface Connection {
        void serve(InputStream in, OutputStream out) throws IOException, InterruptedException;
    }

    /** @param line the first one */
    record Request(String line, byte[] body) {}

    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "bomb");
        thread.setDaemon(true);
        return thread;
    });

    private WebServer(Connection connection) throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(() -> accept(connection));
    }

    static WebServer raw(Connection connection) throws IOException {
        return new WebServer(connection);
    }

    static WebServer of(Answer answer) throws IOException {
        return new WebServer((in, out) -> {
            Request request = read(in);
            answer.to(request, out);
        });
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static void answer(OutputStream out, int status, byte[] body) throws IOException {
        out.write(ascii("HTTP/1.1 " + status + " X\r\nConnection: close\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length + "\r\n\r\n"));
        out.write(body);
    }

    private void accept(Connection connection) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                threads.execute(() -> serve(socket, connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket, Connection connection) {
        try (socket) {
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
            connection.serve(new BufferedInputStream(socket.getInputStream()), out);
            out.flush();
        } catch (IOException e) {
            // The other side has had enough.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    static Request read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.append((char) next);
        }
        int length = 0;
        for (String line : head.toString().split("\r\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        return new Request(head.substring(0, head.indexOf("\r\n")), in.readNBytes(length));
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
