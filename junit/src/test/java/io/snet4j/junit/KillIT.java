package io.snet4j.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.testing.DoomedJvm;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests need not end well. */
class KillIT {
    @Test
    void aKillOfTestsLeavesNoProcessNoFileAndNoPort(@TempDir Path folder) throws Exception {
        DoomedJvm jvm = DoomedJvm.start(KilledTests.class, folder);
        List<Integer> ports = new ArrayList<>();
        for (String line = jvm.readLine(); line.matches("\\d+"); line = jvm.readLine()) {
            ports.add(Integer.parseInt(line));
        }
        assertThat(ports).hasSize(7).doesNotHaveDuplicates();
        for (int port : ports) {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
        }
        assertThat(jvm.commandLines()).as("the JVM, the watchdog and anvil").hasSizeGreaterThanOrEqualTo(3);

        jvm.signal("KILL");

        jvm.assertNothingIsLeft();
        for (int port : ports) {
            assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                    .as("port " + port)
                    .isInstanceOf(ConnectException.class);
        }
    }
}
