package io.snet4j.devnet;

import io.snet4j.chain.Chain;
import io.snet4j.devnet.daemon.Daemon;
import io.snet4j.devnet.daemon.DaemonStore;
import io.snet4j.devnet.daemon.DaemonVersion;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** How the daemon of one service is started, the first time and again. */
record DaemonStart(
        HostingSettings hosting,
        DevnetMetadata metadata,
        HostedService.Running service,
        Chain chain,
        Optional<URI> node,
        int port,
        Optional<Journal> journal) {
    DaemonStart withVersion(DaemonVersion version) {
        return new DaemonStart(hosting.withDaemonVersion(version), metadata, service, chain, node, port, journal);
    }

    DaemonStart withMetadata(DevnetMetadata published) {
        return new DaemonStart(hosting, published, service, chain, node, port, journal);
    }

    DaemonStart withNode(URI rpc) {
        return new DaemonStart(hosting, metadata, service, chain, Optional.of(rpc), port, journal);
    }

    /**
     * Returns when it takes calls.
     *
     * @param paid whether it asks for payments
     * @throws DevnetException if its port is taken
     */
    Daemon with(DaemonStore store, boolean paid) {
        Daemon.Builder daemon = Daemon.builder().blockchainEnabled(paid);
        node.ifPresentOrElse(daemon::rpc, () -> daemon.chain(chain));
        if (hosting.freeCalls() > 0) {
            daemon.freeCallSigner(DevAccounts.FREE_CALL_SIGNER);
        }
        journal.ifPresent(entries -> daemon.onCall(
                call -> entries.add(hosting.organizationId(), hosting.service().serviceId(), call)));
        try {
            return daemon.version(hosting.daemonVersion())
                    .port(port)
                    .store(store)
                    .registry(ContractDeployment.EXPECTED.registry())
                    .organizationId(hosting.organizationId())
                    .serviceId(hosting.service().serviceId())
                    .groupName(hosting.groupName())
                    .metadata(metadata.organization(), metadata.service())
                    .serviceEndpoint(service.serviceUrl())
                    .modelEndpoint(service.modelServiceUrl())
                    .descriptors(List.of(hosting.service().descriptor()))
                    .minBalanceForFreeCalls(hosting.minBalanceForFreeCalls())
                    .trustedFreeCallSigners(hosting.trustedFreeCallSigners())
                    .prepaidTokenLife(hosting.prepaidTokenLife())
                    .start();
        } catch (IllegalStateException e) {
            throw new DevnetException("the daemon did not start: " + e.getMessage(), e);
        }
    }
}
