package io.snet4j.dataset;

import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.files.OwnerOnly;
import io.snet4j.internal.text.ShownUri;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Copies datasets into a folder and serves them by HTTP under paths that nobody can guess. */
final class FolderHost implements DatasetHost {
    private static final int TOKEN_BYTES = 16;

    private final Path folder;
    private final String base;
    private final FolderServer server;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Copy> copies;

    private FolderHost(Path folder, @Nullable URI publicBase, FolderServer server, Map<String, Copy> copies) {
        this.folder = folder;
        this.server = server;
        this.copies = copies;
        InetAddress address = server.address().getAddress();
        String host = address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
        String own = "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + server.address().getPort();
        base = publicBase == null ? own : publicBase.toString().replaceFirst("/+$", "");
    }

    static FolderHost start(Path folder, InetSocketAddress bind, @Nullable URI publicBase) {
        return start(folder, bind, publicBase, FolderServer.Limits.USUAL);
    }

    static FolderHost start(Path folder, InetSocketAddress bind, @Nullable URI publicBase, FolderServer.Limits limits) {
        if (publicBase != null && (publicBase.getHost() == null || publicBase.getRawQuery() != null)) {
            throw new IllegalArgumentException("the public base must be a URI with a host and without a query, not "
                    + ShownUri.origin(publicBase));
        }
        Map<String, Copy> copies = new ConcurrentHashMap<>();
        try {
            Files.createDirectories(folder);
            FolderServer server = FolderServer.start(bind, new FolderPages(copies), limits);
            return new FolderHost(folder, publicBase, server, copies);
        } catch (IOException e) {
            throw new DatasetHostException("cannot serve datasets from " + folder + " at " + bind + ": " + e, e);
        }
    }

    @Override
    public HostedDataset host(DatasetContent content, Duration atMost) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = HexFormat.of().formatHex(bytes);
        Path file = folder.resolve(token);
        try {
            copy(content, file, System.nanoTime() + Budget.nanos(atMost));
        } catch (IOException e) {
            SnetException failure = e instanceof ClosedByInterruptException
                    ? new CallCancelledException("interrupted while copying the dataset", e, Charge.NONE)
                    : new DatasetHostException("cannot copy the dataset into " + folder + ": " + e, e);
            delete(file, failure);
            throw failure;
        } catch (RuntimeException | Error e) {
            delete(file, e);
            throw e;
        }
        Copy copy = new Copy(file, content.size(), URI.create(base + "/" + token + "/" + safe(content.fileName())));
        copies.put(token, copy);
        return new HostedDataset() {
            @Override
            public URI link() {
                return copy.link();
            }

            @Override
            public void close() {
                withdraw(token);
            }
        };
    }

    /** To its server, now. */
    int connections() {
        return server.connections();
    }

    private static void copy(DatasetContent content, Path file, long end) throws IOException {
        byte[] piece = new byte[64 << 10];
        try (InputStream in = content.open();
                OutputStream out = Channels.newOutputStream(
                        OwnerOnly.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CallCancelledException("interrupted while copying the dataset", null, Charge.NONE);
                }
                if (System.nanoTime() - end > 0) {
                    throw new DatasetHostException("copying the dataset took too long");
                }
                out.write(piece, 0, count);
            }
        }
    }

    private void withdraw(String token) {
        Copy copy = copies.remove(token);
        if (copy != null) {
            try {
                Files.deleteIfExists(copy.file());
            } catch (IOException e) {
                throw new DatasetHostException("cannot delete " + copy.file() + ": " + e, e);
            }
        }
    }

    /** Ends downloads that are under way, too. */
    @Override
    public void close() {
        server.close();
        copies.keySet().forEach(this::withdraw);
    }

    private static void delete(Path file, Throwable failure) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Providers tell the type of a file by the end of its link. */
    private static String safe(String fileName) {
        String name = fileName.replaceAll("[^A-Za-z0-9._-]", "_");
        return name.substring(Math.max(0, name.length() - 100));
    }

    /** What one link gives. */
    record Copy(Path file, long size, URI link) {}
}
