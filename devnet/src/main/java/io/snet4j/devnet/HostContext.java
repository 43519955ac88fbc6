package io.snet4j.devnet;

import java.net.URI;
import java.nio.file.Path;

/**
 * What a {@link Devnet} gives the service that it hosts.
 *
 * @param port to listen on at 127.0.0.1; nobody listened there a moment ago
 * @param ipfsUrl content storage, for datasets by link
 * @param workFolder exists, is empty, and is removed with the network, even if this JVM is killed
 * @since 0.1.0
 */
public record HostContext(int port, URI ipfsUrl, Path workFolder) {}
