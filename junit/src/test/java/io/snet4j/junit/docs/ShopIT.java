package io.snet4j.junit.docs;

import static io.snet4j.junit.SnetAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.ServiceClient;
import io.snet4j.devnet.PublishedService;
import io.snet4j.junit.SnetNetwork;
import io.snet4j.junit.TestSession;
import io.snet4j.value.Cogs;
import org.junit.jupiter.api.Test;

// docs
@SnetNetwork
class ShopIT {
    @Test
    void aCustomerIsGreeted(ServiceClient service) {
        assertThat(new Shop(service).greet("Ada")).contains("hello Ada");
    }

    @Test
    void aGreetingCostsWhatTheServicePublishes(ServiceClient service, TestSession session) {
        new Shop(service).greet("Ada");

        assertThat(session).hasChannels(1).hasSigned(Cogs.ofFet("0.0001"));
    }

    @Test
    void whileTheDaemonIsDownTheShopIsClosed(ServiceClient service, PublishedService published) {
        published.stopDaemon();

        assertThat(new Shop(service).greet("Ada")).isEqualTo("closed");
    }
}
// end
