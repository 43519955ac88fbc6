package io.snet4j.publish;

import io.snet4j.registry.ProtoFile;
import java.util.List;

/**
 * Looks at a service's proto files before they are published with its file.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ApiCheck {
    /** None: for those who know what they publish. */
    ApiCheck NONE = files -> service -> List.of();

    /** Reads the files, once for all that is asked of them. */
    Checked check(List<ProtoFile> files);

    /** What was found in proto files. */
    @FunctionalInterface
    interface Checked {
        /** @return what keeps them from being published with this file: by daemons' rules, say */
        List<FileProblem> problems(ServiceFile service);

        /** @return what is no reason not to publish them, but should be known. Unless overridden, nothing */
        default List<FileProblem> warnings() {
            return List.of();
        }
    }
}
