package io.snet4j.benchmark;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.training.ModelId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A fresh process that looks at one model, as a user's program would. */
final class ColdOurs {
    private ColdOurs() {}

    /** @param arguments the file of the network, and a model */
    public static void main(String[] arguments) throws IOException {
        DevnetConnection net = DevnetConnection.parse(Files.readString(Path.of(arguments[0])));
        try (SnetClient client =
                        SnetClient.builder().from(net.settings("consumer")).build();
                ServiceClient service = client.openService(net.orgId(), net.serviceId())) {
            System.out.println(
                    service.training().getModel(new ModelId(arguments[1])).status());
        }
    }
}
