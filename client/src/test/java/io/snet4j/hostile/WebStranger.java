package io.snet4j.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/** Answers every request in the same way, in bytes of its own: the JDK's server sends no header that is not proper. */
final class WebStranger implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket();
    private final int status;
    private final byte[] body;
    private volatile String headers = "";

    WebStranger(int status, String body) throws IOException {
        this.status = status;
        this.body = body.getBytes(UTF_8);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread thread = new Thread(this::serve, "web-stranger");
        thread.setDaemon(true);
        thread.start();
    }

    WebStranger header(String name, String value) {
        headers += name + ": " + value + "\r\n";
        return this;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                readRequest(connection);
                String head = "HTTP/1.1 " + status + " X\r\nConnection: close\r\nContent-Length: " + body.length
                        + "\r\n" + headers + "\r\n";
                connection.getOutputStream().write(head.getBytes(UTF_8));
                connection.getOutputStream().write(body);
                connection.getOutputStream().flush();
            } catch (IOException e) {
                // Whoever asked went away, or the test is over.
                continue;
            }
        }
    }

    /** Up to the end of its body: what is unread when a connection is closed costs the answer. */
    private static void readRequest(Socket connection) throws IOException {
        var in = connection.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return;
            }
            head.append((char) next);
        }
        var length =
                java.util.regex.Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
        if (length.find()) {
            in.readNBytes(Integer.parseInt(length.group(1)));
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
