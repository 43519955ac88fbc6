package io.snet4j.cli.provider;

import io.grpc.Status;
import io.snet4j.ApiMethod;
import io.snet4j.cli.doctor.Findings;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.wire.training.ModelGrpc;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The provider, as the daemon calls it. */
final class ProviderChecks {
    private static final Set<ApiMethod.Kind> ONE_MESSAGE =
            Set.of(ApiMethod.Kind.UNARY, ApiMethod.Kind.SERVER_STREAMING);
    private static final String HEALTH = "grpc.health.v1.Health/Check";
    private static final String START =
            "start the provider, or correct service_endpoint and model_maintenance_endpoint";

    private final URI own;
    private final URI models;
    private final Findings findings;

    /**
     * @param own where the service's own methods are
     * @param models where {@code training.Model} is
     */
    ProviderChecks(URI own, URI models, Findings findings) {
        this.own = own;
        this.models = models;
        this.findings = findings;
    }

    /** @param published methods; none if they are not known */
    void run(List<ApiMethod> published) {
        // A method that takes a stream would begin to run before it reads a message.
        List<String> training = ModelGrpc.getServiceDescriptor().getMethods().stream()
                .filter(method -> method.getType().clientSendsOneMessage())
                .map(method -> method.getFullMethodName())
                .toList();
        boolean answers = served(
                models,
                training,
                "provider",
                "training.Model",
                "add TrainingProvider.service() to the server, or the eight methods of training.proto");
        if (published.isEmpty()) {
            findings.skipped("the published API cannot be read", "methods");
        } else if (answers || !own.equals(models)) {
            answers &= served(
                    own,
                    published.stream()
                            .filter(method -> ONE_MESSAGE.contains(method.kind()))
                            .map(ApiMethod::fullName)
                            .toList(),
                    "methods",
                    "what is published",
                    "serve them, or publish the proto file that is served");
        }
        if (answers) {
            health();
        } else {
            findings.skipped("the provider does not answer", "health");
        }
    }

    /** @return whether anybody answers there */
    private boolean served(URI place, List<String> methods, String what, String whole, String wayOut) {
        List<String> missing = new ArrayList<>();
        try (GrpcProbe probe = GrpcProbe.at(place)) {
            for (String method : methods) {
                Status status = probe.ask(method);
                if (GrpcProbe.isAway(status)) {
                    findings.wrong(what, ExitCode.SERVICE, "nobody answers gRPC at " + place, START);
                    return false;
                }
                if (status.getCode() == Status.Code.UNIMPLEMENTED) {
                    missing.add(method);
                }
            }
        }
        if (missing.isEmpty()) {
            findings.ok(what, place + " serves " + whole);
        } else {
            findings.wrong(what, ExitCode.SERVICE, place + " does not serve " + missing, wayOut);
        }
        return true;
    }

    private void health() {
        for (URI place : Stream.of(own, models).distinct().toList()) {
            try (GrpcProbe probe = GrpcProbe.at(place)) {
                switch (probe.health(HEALTH)) {
                    case SERVING -> findings.ok("health", place + " serves");
                    case SILENT ->
                        findings.note(
                                "health",
                                place + " answers no health check",
                                "serve " + HEALTH + ", so that a monitor sees when it does not serve");
                    case NOT_SERVING ->
                        findings.wrong(
                                "health",
                                ExitCode.SERVICE,
                                place + " says that it does not serve",
                                "look into its log, and start it again");
                }
            }
        }
    }
}
