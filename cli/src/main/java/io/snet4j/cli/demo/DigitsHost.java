package io.snet4j.cli.demo;

import com.google.protobuf.Descriptors.FileDescriptor;
import io.snet4j.devnet.HostContext;
import io.snet4j.devnet.HostedService;
import io.snet4j.examples.digits.DigitsService;
import java.net.URI;
import java.util.Map;

/** The digits service, as a devnet hosts it. */
public final class DigitsHost implements HostedService {
    @Override
    public String serviceId() {
        return "digits";
    }

    @Override
    public String displayName() {
        return "Handwritten digits";
    }

    @Override
    public Map<String, String> protoFiles() {
        return Map.of(DigitsService.protoFileName(), DigitsService.protoSource());
    }

    @Override
    public FileDescriptor descriptor() {
        return DigitsService.descriptor();
    }

    @Override
    public Running start(HostContext context) {
        var service = DigitsService.builder(context.workFolder())
                .port(context.port())
                .ipfs(context.ipfsUrl())
                .allowLinksTo("127.0.0.1")
                .start();
        return new Running() {
            @Override
            public URI serviceUrl() {
                return service.uri();
            }

            @Override
            public void close() {
                service.close();
            }
        };
    }
}
