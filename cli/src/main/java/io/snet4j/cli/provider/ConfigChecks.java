package io.snet4j.cli.provider;

import io.snet4j.Network;
import io.snet4j.ServiceClient;
import io.snet4j.cli.doctor.Findings;
import io.snet4j.cli.shell.ExitCode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the daemon's configuration fits what is published, and lets the daemon start, train and be paid. */
final class ConfigChecks {
    private static final Map<String, String> NETWORKS = Map.of("mainnet", "main", "sepolia", "sepolia");
    private static final int SECRET_BYTES = 32;

    private final DaemonConfig config;
    private final ServiceClient opened;
    private final String organization;
    private final String service;
    private final Network network;
    private final Findings findings;
    private boolean fits = true;

    /** @param words organization and service */
    ConfigChecks(DaemonConfig config, ServiceClient opened, List<String> words, Network network, Findings findings) {
        this.config = config;
        this.opened = opened;
        this.organization = words.get(0);
        this.service = words.get(1);
        this.network = network;
        this.findings = findings;
    }

    void run() {
        same("organization_id", "ExampleOrganizationId", organization);
        same("service_id", "ExampleServiceId", service);
        same("daemon_group_name", "default_group", opened.group().name());
        flag("blockchain_enabled", "without it the daemon takes no payment");
        flag("passthrough_enabled", "without it the daemon answers calls itself, with their own words");
        chain();
        provider();
        secrets();
        if (fits) {
            findings.ok("config", config.file() + " fits what is published");
        }
        notes();
    }

    private void wrong(String said, String wayOut) {
        fits = false;
        findings.wrong("config", ExitCode.REFUSED_INPUT, said, wayOut);
    }

    private void same(String key, String absent, String published) {
        String there = config.text(key, absent);
        if (!there.equals(published)) {
            wrong(key + " is \"" + there + "\", and published is \"" + published + "\"", "set it to " + published);
        }
    }

    private void flag(String key, String why) {
        if (!config.flag(key, true)) {
            wrong(key + " is false", "set it to true: " + why);
        }
    }

    private void chain() {
        String there = config.text("blockchain_network_selected", "sepolia");
        Optional<String> wanted = Optional.ofNullable(NETWORKS.get(network.name()));
        if (!wanted.map(there::equals).orElse(NETWORKS.containsValue(there))) {
            wrong(
                    "blockchain_network_selected is \"" + there + "\"",
                    "set it to " + wanted.orElse("sepolia, also for a chain of your own: snetd knows no other"));
        }
        String registry = config.text("registry_address_key", "");
        boolean ownChain = wanted.isEmpty();
        if (registry.isBlank()
                ? ownChain
                : !registry.equalsIgnoreCase(network.registry().toString())) {
            wrong(
                    "registry_address_key is \"" + registry + "\", and the registry is at " + network.registry(),
                    "set it to " + network.registry());
        }
    }

    private void provider() {
        endpoint("service_endpoint", config.serviceEndpoint());
        endpoint("model_maintenance_endpoint", config.modelEndpoint());
        if (!config.flag("model_training_enabled", false)) {
            wrong("model_training_enabled is not true", "set it to true, or nobody can train");
        }
        String own = config.text("daemon_endpoint", "127.0.0.1:8080");
        if (own.contains("://")) {
            wrong("daemon_endpoint is \"" + own + "\"", "set it to HOST:PORT, without a scheme");
        } else if (config.serviceEndpoint()
                .filter(uri -> uri.getAuthority().equals(own))
                .isPresent()) {
            wrong(
                    "daemon_endpoint and service_endpoint are both " + own,
                    "give the daemon a port of its own: it would call itself");
        }
    }

    private void endpoint(String key, Optional<URI> uri) {
        if (uri.isEmpty()) {
            wrong(
                    key + " is \"" + config.text(key, "") + "\"",
                    "set it to http://HOST:PORT of the provider, with scheme and port: without them the daemon starts,"
                            + " and cannot train");
        }
    }

    /** Not shown. */
    private void secrets() {
        if (config.text("private_key_for_free_calls", "").startsWith("0x")) {
            wrong("private_key_for_free_calls begins with 0x", "take the 0x away");
        }
        int length = config.text("token_secret_key", "").length();
        if (length > 0 && length < SECRET_BYTES) {
            wrong("token_secret_key has " + length + " characters", "give it " + SECRET_BYTES + " or more, by chance");
        }
    }

    private void notes() {
        if (!config.text("payment_channel_storage_type", "etcd").equals("etcd")) {
            findings.note(
                    "config",
                    "payment_channel_storage_type is memory: what was signed and not claimed is lost when the daemon ends",
                    "on a network with real money, set it to etcd");
        }
        String own = config.text("daemon_endpoint", "127.0.0.1:8080");
        String port = own.substring(own.lastIndexOf(':') + 1);
        boolean published =
                opened.group().endpoints().stream().anyMatch(uri -> port.equals(Integer.toString(uri.getPort())));
        if (!published) {
            findings.note(
                    "config",
                    "daemon_endpoint is " + own + ", and published is "
                            + opened.group().endpoints(),
                    "see that what is published leads to the daemon, as a proxy before it does");
        }
    }
}
