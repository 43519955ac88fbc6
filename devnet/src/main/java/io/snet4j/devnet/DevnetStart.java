package io.snet4j.devnet;

import io.snet4j.chain.Chain;
import io.snet4j.chain.FeeLimit;
import io.snet4j.chain.FetchToken;
import io.snet4j.errors.SnetException;
import io.snet4j.internal.text.TimeText;
import io.snet4j.storage.IpfsStorage;
import io.snet4j.storage.Storage;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings up the parts of one network, those that do not need each other at the same time. Whatever has been started is
 * closed if anything fails, or if the JVM is asked to end meanwhile.
 */
final class DevnetStart {
    private static final Logger LOG = LoggerFactory.getLogger(DevnetStart.class);
    /** Of one request. */
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final Duration START_DEADLINE = Duration.ofSeconds(60);
    private static final Duration END_DEADLINE = Duration.ofSeconds(3);
    private static final Cogs CONSUMER_FUNDS = Cogs.ofFet("1000");

    private final DevnetSettings settings;
    private final HostedService service;
    private final Resources resources = new Resources();
    private final AtomicBoolean complete = new AtomicBoolean();
    private final ExecutorService tasks = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "snet4j-devnet-start");
        thread.setDaemon(true);
        return thread;
    });

    DevnetStart(DevnetSettings settings) {
        this.settings = settings;
        this.service = settings.hosting().service();
    }

    Devnet run() {
        ContractCode.of("FetchToken");
        closeWithTheJvm();
        try {
            Devnet devnet = start();
            complete.set(true);
            return devnet;
        } catch (IOException e) {
            resources.close();
            throw new DevnetException("the local network cannot write its files: " + e, e);
        } catch (RuntimeException | Error e) {
            resources.close();
            throw e;
        } finally {
            endTasks();
        }
    }

    private void closeWithTheJvm() {
        Thread hook = new Thread(resources::close, "snet4j-devnet-close");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            throw new DevnetException("the JVM is ending, so no local network was started", e);
        }
        resources.add(() -> {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // It is the hook itself that closes.
            }
        });
    }

    private Devnet start() throws IOException {
        int ipfsPort = settings.ipfsPort();
        int servicePort = settings.servicePort();
        int daemonPort = settings.daemonPort();
        URI ipfsUrl = local(ipfsPort);
        List<URI> daemonUrls = settings.hosting().daemonUrls(daemonPort);
        List<URI> endpoints = settings.hosting().endpoints(daemonUrls);

        // Loading its classes takes longer than all the rest.
        Future<StorageServer> storage = tasks.submit(() -> resources.add(StorageServer.start(ipfsPort)));
        Anvil anvil = resources.add(
                Anvil.start(settings.rpcPort(), settings.stateFile().filter(Files::exists)));
        Path workFolder = Files.createDirectory(anvil.folder().resolve("service"));
        Future<HostedService.Running> running =
                tasks.submit(() -> resources.add(service.start(new HostContext(servicePort, ipfsUrl, workFolder))));

        // Its arithmetic is loaded while the node starts.
        DevAccounts.DEPLOYER.signMessage(new byte[0]);
        URI rpcUrl = anvil.rpc();
        AnvilRpc rpc = resources.add(new AnvilRpc(rpcUrl));
        settings.stateFile().ifPresent(file -> resources.add(() -> save(rpc, file)));
        Chain chain = resources.add(Chain.connect(rpcUrl, TIMEOUT, FeeLimit.none()));
        DevnetMetadata metadata = DevnetMetadata.of(settings.hosting(), endpoints);
        Optional<Journal> journal = settings.journal() ? Optional.of(new Journal()) : Optional.empty();
        // While the contracts come up: loading its classes takes longer than they do.
        Future<List<ReplaceableDaemon>> daemons =
                tasks.submit(() -> settings.hosting().daemonEndpoint().isPresent()
                        ? List.of()
                        : startDaemons(metadata, await(hostedName(), running), chain, daemonUrls, journal));
        boolean fresh = !ContractDeployment.isDone(chain);
        if (fresh) {
            ContractDeployment.deploy(chain, DevAccounts.DEPLOYER);
        }
        settings.tokensAt().forEach(address -> ContractDeployment.mirrorToken(rpc, address));
        Future<?> funded = tasks.submit(() -> {
            if (fresh) {
                fund(chain);
            }
        });
        await("content storage", storage);
        try (IpfsStorage contents = Storage.ipfs(ipfsUrl, TIMEOUT)) {
            metadata.publish(chain, contents);
        }
        HostedService.Running hosted = await(hostedName(), running);
        await("giving tokens to the consumers", funded);
        settings.blockTime().ifPresent(rpc::setBlockTime);

        DevnetConnection connection = new DevnetConnection(
                rpcUrl,
                Anvil.CHAIN_ID,
                ContractDeployment.EXPECTED,
                ipfsUrl,
                endpoints.get(0),
                settings.hosting().organizationId(),
                service.serviceId(),
                settings.hosting().groupName(),
                settings.hosting().groupId(),
                hosted.serviceUrl(),
                hosted.modelServiceUrl(),
                DevAccounts.ALL,
                settings.channelLife());
        List<ReplaceableDaemon> started = await("the daemon", daemons);
        Optional<PublishedService> first = started.isEmpty()
                ? Optional.empty()
                : Optional.of(resources.add(new PublishedService(connection, started, () -> {})));
        settings.hosting().lead(daemonUrls);
        return new Devnet(settings, connection, first, anvil, rpc, chain, resources, journal);
    }

    private List<ReplaceableDaemon> startDaemons(
            DevnetMetadata metadata,
            HostedService.Running running,
            Chain chain,
            List<URI> daemonUrls,
            Optional<Journal> journal) {
        return ReplaceableDaemon.start(
                port -> new DaemonStart(settings.hosting(), metadata, running, chain, Optional.empty(), port, journal),
                daemonUrls,
                resources);
    }

    private String hostedName() {
        return "the service " + service.serviceId();
    }

    private static URI local(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** A start that failed must not replace the state of a network that worked. */
    private void save(AnvilRpc rpc, Path file) {
        if (complete.get()) {
            rpc.dumpState(file);
        }
    }

    private static void fund(Chain chain) {
        FetchToken token = new FetchToken(chain, ContractDeployment.EXPECTED.token());
        DevAccounts.ALL.stream()
                .filter(account -> account.role().startsWith("consumer"))
                .forEach(account -> token.transfer(
                        DevAccounts.DEPLOYER, account.address(), CONSUMER_FUNDS, ContractDeployment.DEADLINE));
    }

    private static <T> T await(String what, Future<T> future) {
        try {
            return future.get(START_DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SnetException expected) {
                throw expected;
            }
            throw new DevnetException(what + " failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new DevnetException(what + " took longer than " + TimeText.of(START_DEADLINE), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DevnetException("interrupted while the local network was starting", e);
        }
    }

    /** After a failure some may still be at work; what they start after this is closed as they add it. */
    private void endTasks() {
        tasks.shutdownNow();
        try {
            if (!tasks.awaitTermination(END_DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("the service {} is still starting although the network is closed", service.serviceId());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
