package io.snet4j.devnet;

import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.Map;

/** A service that is told by values. */
record SingleFileService(
        String serviceId, FileDescriptor descriptor, Map<String, String> protoFiles, HostedService.Starter starter)
        implements HostedService {
    @Override
    public String displayName() {
        return serviceId;
    }

    @Override
    public Running start(HostContext context) throws Exception {
        return starter.start(context);
    }
}
