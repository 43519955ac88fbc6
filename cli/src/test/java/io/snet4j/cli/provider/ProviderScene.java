package io.snet4j.cli.provider;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.snet4j.ServiceClient;
import io.snet4j.cli.Cli;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.devnet.HostContext;
import io.snet4j.devnet.HostedService;
import io.snet4j.devnet.PublishedService;
import io.snet4j.devnet.fault.NodeControl;
import io.snet4j.junit.ScriptedProvider;
import io.snet4j.junit.TestSession;
import io.snet4j.provider.ProviderServer;
import io.snet4j.value.ChannelId;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a fault is caused in; the configuration fits until it is changed. */
record ProviderScene(Cli cli, TestSession session, Path home, ObjectNode config, List<AutoCloseable> opened) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static ProviderScene of(Cli cli, TestSession session, Path home) throws IOException {
        try (InputStream template = ServiceProject.class.getResourceAsStream("template/snetd.json")) {
            DevnetConnection net = session.service().connection();
            ObjectNode config = (ObjectNode) JSON.readTree(Objects.requireNonNull(template));
            config.put("registry_address_key", net.contracts().registry().toString())
                    .put("organization_id", net.orgId())
                    .put("service_id", net.serviceId())
                    .put("daemon_endpoint", net.daemonUrl().getAuthority())
                    .put("service_endpoint", net.serviceUrl().toString())
                    .put("model_maintenance_endpoint", net.modelServiceUrl().toString());
            return new ProviderScene(cli, session, home, config, new ArrayList<>());
        }
    }

    List<String> set(String key, String value) {
        config.put(key, value);
        return List.of();
    }

    /** Where a server listens that is served this. */
    List<String> at(ProviderServer.Builder server) {
        ProviderServer started = server.start();
        opened.add(started);
        return List.of("--provider", started.uri().toString());
    }

    ChannelId paidCall() {
        ServiceClient service = session.open();
        service.call("ask", "{}");
        return service.payments().channels().get(0).onChain().id();
    }

    NodeControl node() {
        NodeControl node = NodeControl.of(session.service().connection().rpcUrl());
        opened.add(node);
        return node;
    }

    String[] words(List<String> more) throws IOException {
        DevnetConnection net = session.service().connection();
        Path file = Files.write(home.resolve("snetd.json"), JSON.writeValueAsBytes(config));
        List<String> words = new ArrayList<>(List.of("provider", "doctor"));
        if (more.isEmpty() || more.get(0).startsWith("--")) {
            words.addAll(List.of(net.orgId(), net.serviceId()));
        }
        words.addAll(more);
        if (!more.contains("--config")) {
            words.addAll(List.of("--config", file.toString()));
        }
        return words.toArray(String[]::new);
    }

    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    /** A service whose daemon was told of another proto file than the one that is published. */
    List<String> otherApi(FileDescriptor descriptor) {
        PublishedService other = session.devnet()
                .host(new OtherApi(new ScriptedProvider(), descriptor))
                .organizationId("other-api-org")
                .start();
        opened.add(other);
        set("organization_id", other.connection().orgId());
        set("service_id", other.connection().serviceId());
        return List.of(other.connection().orgId(), other.connection().serviceId());
    }

    /** Published as the example is. */
    private record OtherApi(ScriptedProvider provider, FileDescriptor descriptor) implements HostedService {
        @Override
        public String serviceId() {
            return "other-api";
        }

        @Override
        public String displayName() {
            return "Other";
        }

        @Override
        public Map<String, String> protoFiles() {
            return provider.protoFiles();
        }

        @Override
        public Running start(HostContext context) {
            return Running.at(URI.create("http://127.0.0.1:" + context.port()), () -> {});
        }
    }
}
