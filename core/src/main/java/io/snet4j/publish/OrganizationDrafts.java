package io.snet4j.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.chain.GroupId;
import io.snet4j.chain.RegistryContract.RegisteredOrganization;
import io.snet4j.chain.RegistryTransaction;
import io.snet4j.publish.PublishPlan.Action;
import io.snet4j.value.Address;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Changes of an organization, held against what is published. */
final class OrganizationDrafts {
    private final PublishedFiles published;
    private final Function<byte[], URI> expected;

    OrganizationDrafts(PublishedFiles published, Function<byte[], URI> expected) {
        this.published = published;
        this.expected = expected;
    }

    Draft publish(RegistryChange.PublishOrganization change, Optional<Address> sender) {
        String id = change.organizationId();
        if (id.isEmpty()) {
            change.file().requireValid();
        }
        Optional<RegisteredOrganization> present = published.organization(id);
        Optional<ObjectNode> before = change.whole()
                ? Optional.empty()
                : present.flatMap(entry -> published.file("organization \"" + id + "\"", entry.metadataUri()));
        ObjectNode base = before.orElseGet(FileJson::object);
        ObjectNode file = change.file().document();
        GroupMatch.fill(file, base);
        ObjectNode after = FileMerge.of(base, file);
        fillGroupIds(id, after);

        FileCheck check = new FileCheck();
        OrganizationFile merged = OrganizationFile.of(after);
        check.add(
                merged.problems(),
                before.map(OrganizationFile::of).map(OrganizationFile::problems).orElse(List.of()));
        check.warn(merged.warnings());
        check.warn(lostGroups(base, after));
        List<FileProblem> warnings = check.require("file of organization \"" + id + "\"");

        boolean same = present.isPresent() && isPublished(before, present.get().metadataUri(), after);
        Action action =
                present.isEmpty() ? Action.CREATE_ORGANIZATION : same ? Action.NOTHING : Action.UPDATE_ORGANIZATION;
        return new Draft(
                action,
                before,
                present.map(RegisteredOrganization::metadataUri),
                Optional.of(after),
                Optional.empty(),
                !same || change.whole(),
                warnings,
                same ? Optional.empty() : present.flatMap(entry -> notOwner(entry, sender)),
                uri -> present.isEmpty()
                        ? RegistryTransaction.createOrganization(id, uri, List.of())
                        : RegistryTransaction.changeOrganizationMetadataURI(id, uri));
    }

    /** @param before empty where nobody looked */
    boolean isPublished(Optional<ObjectNode> before, String presentUri, ObjectNode after) {
        return before.map(after::equals)
                .orElseGet(
                        () -> expected.apply(FileJson.bytes(after)).toString().equals(presentUri));
    }

    /**
     * A group needs an id that no other has. Made of names, it is the same when a publisher that was killed is started
     * again.
     */
    private static void fillGroupIds(String organizationId, ObjectNode file) {
        for (JsonNode group : file.path("groups")) {
            String name = group.path("group_name").asText();
            if (group instanceof ObjectNode object && !group.hasNonNull("group_id") && !name.isEmpty()) {
                object.put("group_id", groupId(organizationId, name).toString());
            }
        }
    }

    private static GroupId groupId(String organizationId, String name) {
        try {
            byte[] text = ("snet4j group\0" + organizationId + "\0" + name).getBytes(StandardCharsets.UTF_8);
            return GroupId.of(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** Channels are paid to a group's address under its id. */
    private static List<FileProblem> lostGroups(ObjectNode before, ObjectNode after) {
        Map<String, JsonNode> now = new HashMap<>();
        after.path("groups").forEach(group -> now.put(group.path("group_name").asText(), group));
        List<FileProblem> lost = new ArrayList<>();
        int place = 0;
        for (JsonNode group : before.path("groups")) {
            String path = "groups[" + place++ + "]";
            JsonNode next = now.get(group.path("group_name").asText());
            if (next == null) {
                lost.add(new FileProblem(path, "is taken away: services that have this group cannot be paid any more"));
            } else if (!next.path("group_id").equals(group.path("group_id"))) {
                lost.add(new FileProblem(
                        path + ".group_id", "changes: payment channels of the old one pay nothing any more"));
            } else if (!next.at("/payment/payment_address").equals(group.at("/payment/payment_address"))) {
                lost.add(new FileProblem(
                        path + ".payment.payment_address",
                        "changes: daemons refuse the payment channels that consumers have, which pay the old one"));
            }
        }
        return lost;
    }

    Draft changeOwner(RegistryChange.ChangeOwner change, Optional<Address> sender) {
        RegisteredOrganization present = published.registered(change.organizationId());
        boolean same = present.owner().equals(change.owner());
        return Draft.of(
                same ? Action.NOTHING : Action.CHANGE_OWNER,
                notOwner(present, sender),
                RegistryTransaction.changeOrganizationOwner(change.organizationId(), change.owner()));
    }

    Draft addMembers(RegistryChange.AddMembers change, Optional<Address> sender) {
        RegisteredOrganization present = published.registered(change.organizationId());
        Set<Address> missing = new TreeSet<>(change.members());
        present.members().forEach(missing::remove);
        return Draft.of(
                missing.isEmpty() ? Action.NOTHING : Action.ADD_MEMBERS,
                notOwner(present, sender),
                RegistryTransaction.addOrganizationMembers(change.organizationId(), missing));
    }

    Draft removeMembers(RegistryChange.RemoveMembers change, Optional<Address> sender) {
        RegisteredOrganization present = published.registered(change.organizationId());
        Set<Address> there = new TreeSet<>(change.members());
        there.retainAll(Set.copyOf(present.members()));
        return Draft.of(
                there.isEmpty() ? Action.NOTHING : Action.REMOVE_MEMBERS,
                notOwner(present, sender),
                RegistryTransaction.removeOrganizationMembers(change.organizationId(), there));
    }

    Draft delete(RegistryChange.DeleteOrganization change, Optional<Address> sender) {
        Optional<RegisteredOrganization> present = published.organization(change.organizationId());
        return Draft.of(
                present.isEmpty() ? Action.NOTHING : Action.DELETE_ORGANIZATION,
                present.flatMap(entry -> notOwner(entry, sender)),
                RegistryTransaction.deleteOrganization(change.organizationId()));
    }

    private static Optional<String> notOwner(RegisteredOrganization entry, Optional<Address> sender) {
        return sender.filter(account -> !account.equals(entry.owner()))
                .map(account -> account + " is not the owner of organization \"" + entry.id() + "\", which is "
                        + entry.owner() + "; only the owner may do this");
    }

    static Optional<String> notMember(RegisteredOrganization entry, Optional<Address> sender) {
        return sender.filter(account ->
                        !account.equals(entry.owner()) && !entry.members().contains(account))
                .map(account -> account + " is neither the owner of organization \"" + entry.id() + "\", which is "
                        + entry.owner() + ", nor one of its " + entry.members().size()
                        + " members; the owner can add it");
    }
}
