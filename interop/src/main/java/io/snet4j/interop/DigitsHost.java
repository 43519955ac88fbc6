package io.snet4j.interop;

import com.google.protobuf.Descriptors.FileDescriptor;
import io.snet4j.devnet.HostContext;
import io.snet4j.devnet.HostedService;
import io.snet4j.examples.digits.DigitsService;
import java.net.URI;
import java.util.Map;

/** The digits service, as the devnet hosts it. */
final class DigitsHost implements HostedService {
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
        DigitsService service = DigitsService.builder(context.workFolder())
                .port(context.port())
                .ipfs(context.ipfsUrl())
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
