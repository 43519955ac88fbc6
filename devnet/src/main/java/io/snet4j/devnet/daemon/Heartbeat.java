package io.snet4j.devnet.daemon;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Value;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.snet4j.value.Address;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;

/** What the daemon tells by plain HTTP: {@code /heartbeat} and {@code /encoding}. */
final class Heartbeat implements HttpService {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DaemonVersion version;
    private final Replica replica;
    private final Address registry;
    private final URI endpoint;
    private final TrainingMethods methods;
    private final boolean blockchain;

    Heartbeat(
            DaemonVersion version,
            Replica replica,
            Address registry,
            URI endpoint,
            TrainingMethods methods,
            boolean blockchain) {
        this.blockchain = blockchain;
        this.version = version;
        this.replica = replica;
        this.registry = registry;
        this.endpoint = endpoint;
        this.methods = methods;
    }

    /** Blocks. Version 6.0 does not look. */
    boolean isServiceOnline() {
        if (!version.atLeast(DaemonVersion.V6_1)) {
            return true;
        }
        return Endpoints.dial(endpoint).isEmpty();
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        String[] segments = context.path().split("/");
        return switch (segments.length > 1 ? segments[1] : "") {
            case "encoding" -> HttpResponse.of(MediaType.PLAIN_TEXT_UTF_8, replica.encoding() + "\n");
            case "heartbeat" ->
                HttpResponse.of(CompletableFuture.supplyAsync(
                        () -> HttpResponse.of(MediaType.PLAIN_TEXT_UTF_8, beat()), context.blockingTaskExecutor()));
            default ->
                HttpResponse.of(
                        ResponseHeaders.of(
                                HttpStatus.NOT_FOUND,
                                HttpHeaderNames.CONTENT_TYPE,
                                MediaType.PLAIN_TEXT_UTF_8,
                                HttpHeaderNames.X_CONTENT_TYPE_OPTIONS,
                                "nosniff"),
                        HttpData.ofUtf8("404 page not found\n"));
        };
    }

    private String beat() {
        boolean online = isServiceOnline();
        ObjectNode beat = JSON.createObjectNode()
                .put("daemonID", daemonId())
                .put("timestamp", Long.toString(Instant.now().getEpochSecond()))
                .put("status", online ? "Online" : "Offline")
                .put("serviceheartbeat", serviceStatus(online))
                .put("daemonVersion", version.tag());
        if (version == DaemonVersion.V6_0) {
            beat.put("trainingEnabled", methods.any()).put("trainingInProto", false);
            beat.putArray("trainingMethods");
            beat.putObject("dynamicPricing");
        }
        beat.put("blockchainEnabled", blockchain).put("blockchainNetwork", "sepolia");
        beat.putObject("storageClientCertDetails").put("validFrom", "").put("validTill", "");
        if (version.atLeast(DaemonVersion.V6_1) && methods.any()) {
            ObjectNode training = beat.putObject("trainingMetadata")
                    .put("trainingEnabled", true)
                    .put("trainingInProto", true);
            ObjectNode names = training.putObject("trainingMethods");
            methods.metadata().getTrainingMethodsMap().forEach((service, list) -> list.getValuesList().stream()
                    .map(Value::getStringValue)
                    .forEach(names.withArray(service)::add));
        }
        return beat + "\n";
    }

    private String serviceStatus(boolean online) {
        return JSON.createObjectNode()
                .put("serviceID", replica.serviceId())
                .put("status", online ? "SERVING" : "NOT_SERVING")
                .toString();
    }

    private String daemonId() {
        String identity = replica.organizationId() + replica.serviceId() + replica.groupId() + registry;
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
