package io.snet4j.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class Version implements IVersionProvider {
    static final String TEXT = "snet4j "
            + Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                    .orElse("(not packaged)");

    @Override
    public String[] getVersion() {
        return new String[] {TEXT};
    }
}
