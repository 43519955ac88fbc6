package io.snet4j.cli.publish;

import io.snet4j.publish.OrganizationFile;
import io.snet4j.publish.ServiceFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What files say that is to be published. Nothing of it has been checked yet. */
record Draft(Optional<OfOrganization> organization, Optional<OfService> service, List<Problem> problems) {
    Draft {
        problems = List.copyOf(problems);
    }

    record OfOrganization(OrganizationFile file, Places places) {}

    /**
     * @param organization its id; empty if nobody says
     * @param id empty if nobody says
     * @param proto the folder of its proto files
     */
    record OfService(String organization, String id, ServiceFile file, Optional<Path> proto, Places places) {}
}
