package io.snet4j.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HostedServiceTest {
    @Test
    void aServiceWithOneFileIsToldByValues() throws Exception {
        FileDescriptor file = FileDescriptor.buildFrom(
                FileDescriptorProto.newBuilder().setName("acme/labels.proto").build(), new FileDescriptor[0]);
        AtomicInteger closed = new AtomicInteger();

        HostedService service = HostedService.of(
                "labels",
                file,
                "text",
                host -> HostedService.Running.at(
                        URI.create("http://127.0.0.1:" + host.port()), closed::incrementAndGet));

        assertThat(service.serviceId()).isEqualTo("labels");
        assertThat(service.protoFiles()).isEqualTo(Map.of("labels.proto", "text"));
        assertThat(service.descriptor()).isSameAs(file);
        try (var running = service.start(new HostContext(4711, URI.create("http://127.0.0.1:1"), Path.of("work")))) {
            assertThat(running.serviceUrl()).isEqualTo(URI.create("http://127.0.0.1:4711"));
            assertThat(running.modelServiceUrl()).isEqualTo(running.serviceUrl());
        }
        assertThat(closed).hasValue(1);
    }
}
