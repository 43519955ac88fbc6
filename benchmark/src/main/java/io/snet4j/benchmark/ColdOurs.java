package io.snet4j.benchmark;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.training.ModelId;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** A fresh process that looks at one model, as a user's program would. */
final class ColdOurs {
    private ColdOurs() {}

    /** @param arguments the file of the settings, the organization, the service, and a model */
    public static void main(String[] arguments) throws IOException {
        Properties file = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(arguments[0]))) {
            file.load(reader);
        }
        Map<String, String> settings =
                file.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, file::getProperty));
        try (SnetClient client = SnetClient.builder().from(settings).build();
                ServiceClient service = client.openService(arguments[1], arguments[2])) {
            System.out.println(
                    service.training().getModel(new ModelId(arguments[3])).status());
        }
    }
}
