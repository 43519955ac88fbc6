package io.snet4j.examples.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.snet4j.devnet.HostedService;
import io.snet4j.examples.text.wire.TextProto;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The classifier as a devnet publishes it. */
final class Hosted {
    private Hosted() {}

    static HostedService by(HostedService.Starter start) throws IOException {
        try (InputStream source = Objects.requireNonNull(TextService.class.getResourceAsStream("/text.proto"))) {
            String proto = new String(source.readAllBytes(), UTF_8);
            return HostedService.of("text", TextProto.getDescriptor(), proto, start);
        }
    }
}
