package io.snet4j.interop;

import io.snet4j.dataset.DatasetLimits;
import io.snet4j.payment.ChannelState;
import io.snet4j.training.MethodMetadata;
import io.snet4j.training.Model;
import io.snet4j.training.ModelId;
import io.snet4j.value.Address;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What our client returned, in the words that both peers use: see {@code seen} and others in official.py. */
final class Views {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd-MM-uuuu", Locale.ROOT);
    private static final long MEBIBYTE = 1 << 20;

    private Views() {}

    static Map<String, Object> model(Model model) {
        return Map.ofEntries(
                Map.entry("id", model.id().value()),
                Map.entry("status", model.status().name()),
                Map.entry("name", model.name()),
                Map.entry("description", model.description()),
                Map.entry("method", model.method().toString()),
                Map.entry("public", model.isPublic()),
                Map.entry("addresses", addresses(model.addressesWithAccess())),
                Map.entry("createdBy", model.createdBy().map(Views::address).orElse("")),
                Map.entry("updatedBy", model.updatedBy().map(Views::address).orElse("")),
                Map.entry("createdOn", day(model.createdOn())),
                Map.entry("updatedOn", day(model.updatedOn())));
    }

    static Map<String, Object> requirements(MethodMetadata metadata) {
        DatasetLimits dataset = metadata.dataset();
        return Map.of(
                "defaultModel", metadata.defaultModel().map(ModelId::value).orElse(""),
                "maxModelsPerUser", metadata.maxModelsPerUser().orElse(0),
                "maxArchiveMb", mebibytes(dataset.maxArchiveBytes()),
                "maxFiles", dataset.maxFiles().orElse(0),
                "maxFileMb", mebibytes(dataset.maxFileBytes()),
                "fileTypes", String.join(",", dataset.fileTypes()),
                "archiveTypes", String.join(",", dataset.archiveTypes()),
                "description", dataset.description());
    }

    static Map<String, String> channel(ChannelState channel) {
        return Map.of(
                "id", channel.id().toString(),
                "nonce", channel.nonce().toString(),
                "signed", channel.signed().value().toString(),
                "value", channel.onChain().value().value().toString(),
                "available", channel.available().value().toString());
    }

    private static List<String> addresses(Set<Address> addresses) {
        return addresses.stream().map(Views::address).sorted().toList();
    }

    private static String address(Address address) {
        return address.toString().toLowerCase(Locale.ROOT);
    }

    private static String day(Optional<LocalDate> day) {
        return day.map(DAY::format).orElse("");
    }

    private static long mebibytes(OptionalLong bytes) {
        return bytes.orElse(0) / MEBIBYTE;
    }
}
