package io.snet4j.internal.core;

import io.snet4j.internal.text.UriHost;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Gets what a stranger's link names, by HTTP/1.1 on a connection of its own to an address that a rule allowed. The
 * JDK's client resolves names by itself and does not say to what; here the address that was checked is the one
 * connected to, while TLS and the server see the link's host. Behind an HTTP proxy, which resolves, only addresses in
 * the link are checked. Follows no redirects. Blocks; an interrupt closes the connection. Thread-safe.
 */
public final class GuardedGet {
    private static final int MAX_ADDRESSES = 8;

    private final AddressRule rule;
    private final Supplier<SSLSocketFactory> tls;
    private final Duration connectTime;

    /**
     * @param tls asked for when a link needs it
     * @param connectTime for each address that the host has
     */
    public GuardedGet(AddressRule rule, Supplier<SSLSocketFactory> tls, Duration connectTime) {
        this.rule = rule;
        this.tls = tls;
        this.connectTime = connectTime;
    }

    /** With the JVM's trust store. */
    public static GuardedGet of(AddressRule rule, Duration connectTime) {
        return new GuardedGet(rule, () -> (SSLSocketFactory) SSLSocketFactory.getDefault(), connectTime);
    }

    /** An answer whose body is read while it comes. Closing it closes the connection. */
    public static final class Answer implements Closeable {
        private final ResponseHead head;
        private final InputStream body;
        private final Socket socket;

        private Answer(ResponseHead head, InputStream body, Socket socket) {
            this.head = head;
            this.body = body;
            this.socket = socket;
        }

        public int status() {
            return head.status();
        }

        /** Throws, rather than ends, if the connection ends before the body does. */
        public InputStream body() {
            return body;
        }

        /** Where a redirect leads; empty if this is none that is followed. */
        Optional<URI> redirect(URI from) throws IOException {
            return Redirects.target(from, head.status(), head.field("location"));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /**
     * @param link http or https, with a host
     * @throws ForbiddenAddressException before anything is sent
     * @throws ConnectException if there is nobody to ask
     * @throws IOException if there is no answer
     */
    public Answer get(URI link, String accept) throws IOException {
        boolean secure = "https".equalsIgnoreCase(link.getScheme());
        Optional<InetSocketAddress> proxy = proxy(link);
        Socket socket = proxy.isPresent() ? viaProxy(link, proxy.get()) : connect(resolve(link), port(link));
        try {
            if (secure) {
                if (proxy.isPresent()) {
                    tunnel(socket, link);
                }
                socket = secured(socket, link);
            }
            boolean whole = proxy.isPresent() && !secure;
            send(
                    socket,
                    "GET " + (whole ? "http://" + authority(link) : "") + path(link) + " HTTP/1.1\r\nHost: "
                            + authority(link)
                            + "\r\nAccept: " + accept
                            + "\r\nUser-Agent: snet4j\r\nConnection: close\r\n\r\n");
            InputStream in = new BufferedInputStream(socket.getInputStream());
            ResponseHead head = ResponseHead.read(in);
            return new Answer(head, ResponseBody.of(head, in), socket);
        } catch (IOException | RuntimeException e) {
            closeAfter(socket, e);
            throw e;
        }
    }

    private Socket connect(List<InetAddress> addresses, int port) throws IOException {
        IOException failure = new IOException("its host has no address");
        for (InetAddress address : addresses.subList(0, Math.min(MAX_ADDRESSES, addresses.size()))) {
            try {
                return open(new InetSocketAddress(address, port));
            } catch (ClosedByInterruptException e) {
                throw e;
            } catch (IOException e) {
                failure = e;
            }
        }
        throw unreachable(failure);
    }

    private List<InetAddress> resolve(URI link) throws IOException {
        try {
            return rule.resolve(link);
        } catch (UnknownHostException e) {
            throw unreachable(e);
        }
    }

    /** One type for all ways in which there is nobody to ask. */
    private static ConnectException unreachable(IOException cause) {
        ConnectException unreachable = new ConnectException(
                cause instanceof UnknownHostException ? "its host has no address" : cause.getMessage());
        unreachable.initCause(cause);
        return unreachable;
    }

    /** A channel's socket, since an interrupt ends what blocks on it. */
    private Socket open(SocketAddress address) throws IOException {
        Socket socket = SocketChannel.open().socket();
        try {
            socket.connect(address, (int) Math.min(Integer.MAX_VALUE, connectTime.toMillis()));
            return socket;
        } catch (IOException | RuntimeException e) {
            closeAfter(socket, e);
            throw e;
        }
    }

    private Socket viaProxy(URI link, InetSocketAddress proxy) throws IOException {
        rule.checkLiteral(link);
        return connect(List.of(InetAddress.getAllByName(proxy.getHostString())), proxy.getPort());
    }

    private static void tunnel(Socket socket, URI link) throws IOException {
        String target = host(link) + ":" + port(link);
        send(socket, "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\nUser-Agent: snet4j\r\n\r\n");
        // Unbuffered: what follows the head is TLS.
        int status = ResponseHead.read(socket.getInputStream()).status();
        if (status / 100 != 2) {
            throw new IOException("the HTTP proxy answered CONNECT with status " + status);
        }
    }

    private Socket secured(Socket socket, URI link) throws IOException {
        SSLSocket secured = (SSLSocket) tls.get().createSocket(socket, HostLiterals.bare(host(link)), port(link), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static Optional<InetSocketAddress> proxy(URI link) {
        ProxySelector selector = ProxySelector.getDefault();
        return selector == null
                ? Optional.empty()
                : selector.select(link).stream()
                        .filter(proxy -> proxy.type() == Proxy.Type.HTTP)
                        .map(proxy -> (InetSocketAddress) proxy.address())
                        .findFirst();
    }

    private static int port(URI link) {
        int port = UriHost.of(link).map(UriHost::port).orElse(-1);
        return port >= 0 ? port : "https".equalsIgnoreCase(link.getScheme()) ? 443 : 80;
    }

    private static String authority(URI link) {
        return UriHost.of(link).map(UriHost::hostAndPort).orElse("");
    }

    private static String host(URI link) {
        return UriHost.of(link).map(UriHost::host).orElse("");
    }

    private static String path(URI link) {
        String asciiOnly = URI.create(link.toASCIIString()).getRawPath();
        String query = URI.create(link.toASCIIString()).getRawQuery();
        return (asciiOnly == null || asciiOnly.isEmpty() ? "/" : asciiOnly) + (query == null ? "" : "?" + query);
    }

    private static void closeAfter(Socket socket, Exception failure) {
        try {
            socket.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
