package io.snet4j.junit.docs;

import io.snet4j.ServiceClient;
import io.snet4j.errors.DaemonUnavailableException;

/** A user's program, as small as one can be. */
final class Shop {
    private final ServiceClient service;

    Shop(ServiceClient service) {
        this.service = service;
    }

    String greet(String name) {
        try {
            return service.call("ask", "{\"text\": \"hello " + name + "\"}");
        } catch (DaemonUnavailableException e) {
            return "closed";
        }
    }
}
