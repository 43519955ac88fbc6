package io.snet4j.docs;

import com.google.protobuf.DynamicMessage;
import io.snet4j.ApiMethod;
import io.snet4j.Discovery;
import io.snet4j.JsonCall;
import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.TlsOptions;
import io.snet4j.grpc.DynamicCalls;
import io.snet4j.training.ModelId;
import java.nio.file.Path;
import java.time.Duration;

/** The pieces of docs/services.md. */
final class ServiceExamples {
    private ServiceExamples() {}

    static int discover(SnetClient client) {
        // docs
        var report = client.discover(
                Discovery.in("example-org").limit(100).listener(progress -> System.out.println(progress)));
        for (var found : report.trainable()) {
            System.out.println(found.organizationId() + "/" + found.serviceId() + ": " + found.methods());
        }
        // end
        return report.trainable().size();
    }

    static void api(ServiceClient service) {
        // docs
        System.out.println(service.api().describe());
        for (ApiMethod method : service.api().trainableMethods()) {
            System.out.println(method.fullName() + " costs " + method.price() + ", wants " + method.training());
        }
        // end
    }

    static String json(ServiceClient service, ModelId model) {
        // docs
        String answer = service.call("Example/generate", "{}", model);
        String compact = service.call(
                JsonCall.of("generate", "{}").deadline(Duration.ofSeconds(20)).printCompact());
        // end
        return answer + compact;
    }

    static DynamicMessage typed(ServiceClient service) {
        // docs
        var generate = DynamicCalls.of(service).method("Example/generate");
        DynamicMessage answer = generate.unary(generate.newRequest("{}").build());
        // end
        return answer;
    }

    static SnetClient.Builder tls(SnetClient.Builder builder, Path folder) {
        // docs
        builder.tls(TlsOptions.builder()
                .trustedCertificates(folder.resolve("authority.pem"))
                .clientCertificate(folder.resolve("client.pem"), folder.resolve("client-key.pem"))
                .build());
        // end
        return builder;
    }
}
