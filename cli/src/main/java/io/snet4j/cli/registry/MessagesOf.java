package io.snet4j.cli.registry;

import io.snet4j.ApiEnum;
import io.snet4j.ApiMessage;
import io.snet4j.ApiMethod;
import io.snet4j.ServiceApi;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The types that some of a service's methods use, in the order of its files. */
final class MessagesOf {
    private final ServiceApi api;
    private final Set<String> used = new LinkedHashSet<>();

    MessagesOf(ServiceApi api) {
        this.api = api;
    }

    void add(ApiMethod method) {
        add(method.request());
        add(method.response());
    }

    /** @param type the name of a message or an enum; or {@code map<…, name>}; others are passed over */
    private void add(String type) {
        String name = type.replaceFirst("^map<[a-z0-9]+, (.*)>$", "$1");
        if (used.add(name)) {
            api.messages().stream()
                    .filter(message -> message.name().equals(name))
                    .flatMap(message -> message.fields().stream())
                    .forEach(field -> add(field.type()));
        }
    }

    List<ApiMessage> messages() {
        return api.messages().stream()
                .filter(message -> used.contains(message.name()))
                .toList();
    }

    List<ApiEnum> enums() {
        return api.enums().stream().filter(type -> used.contains(type.name())).toList();
    }
}
