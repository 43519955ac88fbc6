package io.snet4j;

import io.snet4j.identity.Identity;
import java.net.URI;
import java.util.List;

final class DefaultSnetClient implements SnetClient {
    private final ClientSettings settings;

    private DefaultSnetClient(ClientSettings settings) {
        this.settings = settings;
    }

    static SnetClient connect(ClientSettings settings, URI ethereumRpc, List<URI> storage) {
        return new DefaultSnetClient(settings);
    }

    @Override
    public Network network() {
        return settings.network();
    }

    @Override
    public Identity identity() {
        return settings.identity();
    }

    @Override
    public ServiceClient openService(String organizationId, String serviceId) {
        return openService(organizationId, serviceId, ServiceOptions.defaults());
    }

    @Override
    public ServiceClient openService(String organizationId, String serviceId, ServiceOptions options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
