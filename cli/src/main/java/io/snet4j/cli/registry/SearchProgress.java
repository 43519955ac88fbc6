package io.snet4j.cli.registry;

import io.snet4j.Discovery;
import io.snet4j.DiscoveryReport;
import io.snet4j.SnetClient;
import io.snet4j.cli.shell.Pace;
import io.snet4j.cli.shell.Progress;
import io.snet4j.cli.shell.Shell;
import io.snet4j.internal.text.ForeignText;
import java.time.Duration;
import java.time.Instant;

/** Shows how a search for trainable services goes. How many services there are is not known before its end. */
final class SearchProgress {
    private SearchProgress() {}

    static DiscoveryReport discover(Shell shell, SnetClient client, Discovery wanted) {
        Progress progress = new Progress(shell);
        Instant begin = shell.clock().instant();
        try {
            return client.discover(wanted.listener(step -> progress.now(counted(step.services())
                    + Pace.rate(
                            step.services(),
                            Duration.between(begin, shell.clock().instant()))
                    + ", now in " + ForeignText.of(step.organizationId()))));
        } finally {
            progress.clear();
        }
    }

    static String counted(int services) {
        return services == 1 ? "1 service" : services + " services";
    }
}
