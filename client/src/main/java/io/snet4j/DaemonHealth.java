package io.snet4j;

import io.snet4j.internal.text.ForeignText;
import io.snet4j.internal.text.ShownUri;
import java.net.URI;
import java.util.Optional;

/**
 * How one of a group's daemons is; see {@link ServiceClient#daemons}.
 *
 * @param release its version, such as {@code v6.2.3}; empty if it does not tell
 * @param problem why it cannot be called; empty if it answers and says nothing to the contrary
 * @since 0.1.0
 */
public record DaemonHealth(URI endpoint, Optional<String> release, Optional<String> problem) {
    /** Printable and short, whatever strangers wrote. */
    @Override
    public String toString() {
        return ForeignText.of("DaemonHealth[endpoint=" + ShownUri.origin(endpoint) + ", release=" + release
                + ", problem=" + problem + "]");
    }
}
