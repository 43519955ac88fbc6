package io.snet4j.devnet;

import io.snet4j.chain.Chain;
import io.snet4j.errors.SnetException;
import io.snet4j.storage.IpfsStorage;
import io.snet4j.storage.Storage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Brings a further service into a network that runs.
 *
 * @param net the network's first service
 * @param folder of the network
 */
record Hosting(
        HostingSettings settings,
        DevnetConnection net,
        Chain chain,
        Path folder,
        Resources network,
        Optional<Journal> journal) {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** @param name of its folder */
    PublishedService start(String name) {
        Resources own = new Resources();
        try {
            return network.add(start(name, own));
        } catch (IOException e) {
            own.close();
            throw new DevnetException("the local network cannot write its files: " + e, e);
        } catch (RuntimeException | Error e) {
            own.close();
            throw e;
        }
    }

    private PublishedService start(String name, Resources own) throws IOException {
        List<URI> daemonUrls = settings.daemonUrls(Ports.free());
        List<URI> published = settings.endpoints(daemonUrls);
        Path work = Files.createDirectory(folder.resolve(name));
        HostedService.Running provider = own.add(provider(new HostContext(Ports.free(), net.ipfsUrl(), work)));
        DevnetMetadata metadata = DevnetMetadata.of(settings, published);
        try (IpfsStorage contents = Storage.ipfs(net.ipfsUrl(), TIMEOUT)) {
            metadata.publish(chain, contents);
        }
        List<ReplaceableDaemon> daemons = ReplaceableDaemon.start(
                port -> new DaemonStart(settings, metadata, provider, chain, Optional.empty(), port, journal),
                daemonUrls,
                own);
        settings.lead(daemonUrls);
        DevnetConnection connection = new DevnetConnection(
                net.rpcUrl(),
                net.chainId(),
                net.contracts(),
                net.ipfsUrl(),
                published.get(0),
                settings.organizationId(),
                settings.service().serviceId(),
                settings.groupName(),
                settings.groupId(),
                provider.serviceUrl(),
                provider.modelServiceUrl(),
                net.accounts(),
                net.channelLife());
        return new PublishedService(connection, daemons, provider);
    }

    private HostedService.Running provider(HostContext context) {
        try {
            return settings.service().start(context);
        } catch (SnetException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DevnetException("interrupted while the service was starting", e);
        } catch (Exception e) {
            throw new DevnetException("the service " + settings.service().serviceId() + " failed: " + e, e);
        }
    }
}
