package io.snet4j.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.chain.RegistryContract.RegisteredOrganization;
import io.snet4j.chain.RegistryTransaction;
import io.snet4j.errors.DependencyException;
import io.snet4j.publish.PublishPlan.Action;
import io.snet4j.registry.ProtoFile;
import io.snet4j.value.Address;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Changes of a service, held against what is published. */
final class ServiceDrafts {
    private static final String ESCROW = "mpe_address";

    private final PublishedFiles published;
    private final Function<byte[], URI> expected;
    private final Optional<Address> escrow;
    private final ApiCheck apiCheck;
    private final OrganizationDrafts organizations;

    ServiceDrafts(
            PublishedFiles published,
            Function<byte[], URI> expected,
            Optional<Address> escrow,
            ApiCheck apiCheck,
            OrganizationDrafts organizations) {
        this.published = published;
        this.expected = expected;
        this.escrow = escrow;
        this.apiCheck = apiCheck;
        this.organizations = organizations;
    }

    Draft publish(RegistryChange.PublishService change, Optional<Address> sender) {
        String name = "service \"" + change.organizationId() + "/" + change.serviceId() + "\"";
        RegisteredOrganization owner = published.registered(change.organizationId());
        ObjectNode organization = published.required("organization \"" + owner.id() + "\"", owner.metadataUri());
        Optional<String> present = published.serviceUri(change.organizationId(), change.serviceId());
        Optional<ObjectNode> before =
                change.whole() ? Optional.empty() : present.flatMap(uri -> published.file(name, uri));
        ObjectNode base = before.orElseGet(FileJson::object);

        ObjectNode file = change.file().document();
        GroupMatch.fill(file, organization);
        if (!file.hasNonNull(ESCROW) && !base.hasNonNull(ESCROW)) {
            escrow.ifPresent(address -> file.put(ESCROW, address.toString()));
        }
        Optional<ProtoArchive> newApi = change.api().filter(api -> !isPublished(name, base, api));
        newApi.ifPresent(api -> ServiceJson.api(file, expected.apply(api.bytes())));
        if (change.api().isPresent() && newApi.isEmpty()) {
            ServiceJson.keepApi(base, file);
        }
        ObjectNode after = FileMerge.of(base, file);
        List<FileProblem> warnings = check(name, change, before, after, organization);

        boolean same = present.isPresent() && organizations.isPublished(before, present.get(), after);
        Action action = present.isEmpty() ? Action.CREATE_SERVICE : same ? Action.NOTHING : Action.UPDATE_SERVICE;
        return new Draft(
                action,
                before,
                present,
                Optional.of(after),
                newApi,
                !same || change.whole(),
                warnings,
                same ? Optional.empty() : OrganizationDrafts.notMember(owner, sender),
                uri -> present.isEmpty()
                        ? RegistryTransaction.createServiceRegistration(
                                change.organizationId(), change.serviceId(), uri)
                        : RegistryTransaction.updateServiceRegistration(
                                change.organizationId(), change.serviceId(), uri));
    }

    Draft delete(RegistryChange.DeleteService change, Optional<Address> sender) {
        Optional<RegisteredOrganization> owner = published.organization(change.organizationId());
        boolean there = owner.isPresent()
                && published
                        .serviceUri(change.organizationId(), change.serviceId())
                        .isPresent();
        return Draft.of(
                there ? Action.DELETE_SERVICE : Action.NOTHING,
                owner.flatMap(entry -> OrganizationDrafts.notMember(entry, sender)),
                RegistryTransaction.deleteServiceRegistration(change.organizationId(), change.serviceId()));
    }

    /** The same files in another archive are the same API. What storage has lost is not published. */
    private boolean isPublished(String name, ObjectNode base, ProtoArchive api) {
        Optional<String> uri = PublishedFiles.apiUri(base);
        try {
            return uri.isPresent() && ProtoArchive.isSame(published.api(name, uri.get()), api);
        } catch (DependencyException e) {
            return false;
        }
    }

    private List<FileProblem> check(
            String name,
            RegistryChange.PublishService change,
            Optional<ObjectNode> before,
            ObjectNode after,
            ObjectNode organization) {
        ServiceFile merged = ServiceFile.of(after);
        Optional<ServiceFile> old = before.map(ServiceFile::of);
        FileCheck check = new FileCheck();
        check.add(merged.problems(), old.map(ServiceFile::problems).orElse(List.of()));
        check.add(
                GroupMatch.problems(after, organization),
                before.map(file -> GroupMatch.problems(file, organization)).orElse(List.of()));
        check.add(needed(after), before.map(this::needed).orElse(List.of()));
        check.warn(merged.warnings());
        if (apiCheck != ApiCheck.NONE && PublishedFiles.apiUri(after).isPresent()) {
            checkApi(name, change, old, merged, check);
        }
        return check.require("file of " + name);
    }

    private List<FileProblem> needed(ObjectNode file) {
        List<FileProblem> problems = new ArrayList<>();
        if (PublishedFiles.apiUri(file).isEmpty()) {
            problems.add(new FileProblem(
                    ServiceJson.API_SOURCE, "is missing; name where the API is, or publish its proto files along"));
        }
        if (!file.hasNonNull(ESCROW)) {
            problems.add(new FileProblem(ESCROW, "is missing"));
        } else if (escrow.filter(address ->
                        !address.toString().equalsIgnoreCase(file.path(ESCROW).asText()))
                .isPresent()) {
            problems.add(new FileProblem(
                    ESCROW,
                    "is " + file.path(ESCROW) + "; the escrow of this network is " + escrow.get()
                            + ", and clients pay through no other"));
        }
        return problems;
    }

    private void checkApi(
            String name,
            RegistryChange.PublishService change,
            Optional<ServiceFile> old,
            ServiceFile merged,
            FileCheck check) {
        Optional<String> uri = PublishedFiles.apiUri(merged.document());
        boolean unchanged =
                old.map(ServiceFile::document).flatMap(PublishedFiles::apiUri).equals(uri);
        List<ProtoFile> files;
        try {
            files = change.api().isPresent() ? change.api().get().files() : published.api(name, uri.orElseThrow());
        } catch (DependencyException e) {
            if (!unchanged) {
                throw e;
            }
            check.warn(List.of(new FileProblem(ServiceJson.API_SOURCE, "cannot be read: " + e.getMessage())));
            return;
        }
        ApiCheck.Checked api = apiCheck.check(files);
        check.warn(api.warnings());
        check.add(api.problems(merged), unchanged ? api.problems(old.orElseThrow()) : List.of());
    }
}
