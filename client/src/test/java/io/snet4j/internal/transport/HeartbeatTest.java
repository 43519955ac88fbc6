package io.snet4j.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private static String page(int objects) {
        return "{\"blockchainEnabled\":false,\"more\":[" + "{},".repeat(objects) + "0]}";
    }

    @Test
    void aPageOfMoreValuesThanAnyHasSaysNothing() {
        assertThat(Heartbeat.parse(page(1000)).blockchain()).contains(false);
        assertThat(Heartbeat.parse(page(10_000))).isEqualTo(Heartbeat.SILENT);
    }
}
