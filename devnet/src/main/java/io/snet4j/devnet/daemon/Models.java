package io.snet4j.devnet.daemon;

import io.snet4j.value.Cogs;
import io.snet4j.wire.training.TrainingDaemonProto.UpdateModelRequest;
import io.snet4j.wire.training.TrainingProto.ModelResponse;
import io.snet4j.wire.training.TrainingProto.NewModel;
import io.snet4j.wire.training.TrainingProto.Status;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Models and who may use them. Addresses are compared as text, letter case aside, never as numbers. */
final class Models {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd-MM-uuuu", Locale.ROOT);

    private final DaemonStore store;

    Models(DaemonStore store) {
        this.store = store;
    }

    /** Overwrites a model of that id. */
    ModelResponse create(String id, NewModel model, String creator) {
        String owner = lowerCase(creator);
        List<String> addresses = new ArrayList<>(model.getAddressListList());
        if (!containsIgnoringCase(addresses, owner)) {
            addresses.add(owner);
        }
        ModelResponse description = ModelResponse.newBuilder()
                .setModelId(id)
                .setStatus(Status.CREATED)
                .setCreatedDate(today())
                .setUpdatedDate(today())
                .setName(model.getName())
                .setDescription(model.getDescription())
                .setGrpcMethodName(model.getGrpcMethodName())
                .setGrpcServiceName(model.getGrpcServiceName())
                .addAllAddressList(addresses)
                .setIsPublic(model.getIsPublic())
                .setCreatedByAddress(owner)
                .setUpdatedByAddress(owner)
                .build();
        store.put(new StoredModel(description, Cogs.ZERO, Cogs.ZERO));
        addresses.forEach(address -> store.updateModelsOf(lowerCase(address), ids -> with(ids, id)));
        if (model.getIsPublic()) {
            store.addPublicModel(id);
        }
        return description;
    }

    /** @throws GrpcFailure if there is no such model or another address created it */
    void requireOwner(String id, String address) {
        StoredModel model = store.model(id).orElseThrow(() -> GrpcFailure.unknown(Texts.noSuchModel(id)));
        if (!model.description().getCreatedByAddress().equalsIgnoreCase(address)) {
            throw GrpcFailure.unknown(Texts.NOT_OWNER);
        }
    }

    /** @throws GrpcFailure unless the model is public or the address has, or had, access to it */
    void requireAccess(String id, String address) {
        if (!store.publicModels().contains(id)
                && !store.modelsOf(lowerCase(address)).contains(id)) {
            throw GrpcFailure.unknown(Texts.notOfUser(address, id));
        }
    }

    /**
     * Fields that are absent keep their value. The real daemon's index of users goes wrong here and so does this (D6 of
     * the wire contract): who is taken off the list keeps access, who is put on it gets the model twice.
     */
    ModelResponse update(UpdateModelRequest request, String signer) {
        List<String> added = new ArrayList<>(request.getAddressListList());
        StoredModel before =
                store.model(request.getModelId()).orElseThrow(() -> GrpcFailure.unknown(Texts.NO_MODEL_TO_UPDATE));
        List<String> old = before.description().getAddressListList();
        if (!added.isEmpty() && !containsIgnoringCase(old, before.description().getCreatedByAddress())) {
            added.add(lowerCase(signer));
        }
        StoredModel after = store.updateModel(request.getModelId(), model -> updated(model, request, added, signer))
                .orElse(before);
        Stream.concat(minus(old, added), minus(added, old)).forEach(address -> {
            // Once for the address, and once more or less for having been put on or taken off the list.
            store.updateModelsOf(lowerCase(address), ids -> {
                List<String> once = with(ids, request.getModelId());
                return containsIgnoringCase(added, address)
                        ? with(once, request.getModelId())
                        : without(once, request.getModelId());
            });
        });
        return after.description();
    }

    private static StoredModel updated(
            StoredModel model, UpdateModelRequest request, List<String> addresses, String signer) {
        ModelResponse.Builder description =
                model.description().toBuilder().setUpdatedDate(today()).setUpdatedByAddress(signer);
        if (!addresses.isEmpty()) {
            description.clearAddressList().addAllAddressList(addresses);
        }
        if (request.hasModelName()) {
            description.setName(request.getModelName());
        }
        if (request.hasDescription()) {
            description.setDescription(request.getDescription());
        }
        return model.withDescription(description.build());
    }

    /** The record stays, with status DELETED; each address on its list loses the model once. */
    void delete(String id) {
        store.updateModel(
                        id,
                        model -> model.withDescription(model.description().toBuilder()
                                .setStatus(Status.DELETED)
                                .setUpdatedDate(today())
                                .build()))
                .ifPresent(model -> model.description()
                        .getAddressListList()
                        .forEach(address -> store.updateModelsOf(lowerCase(address), ids -> without(ids, id))));
    }

    /** Own and shared ones first, then the public ones; repetitions as they are in the index. */
    Stream<ModelResponse> visibleTo(String address, boolean ownAndShared, boolean publicOnes) {
        Stream<ModelResponse> first = ownAndShared
                ? descriptions(store.modelsOf(lowerCase(address))).filter(model -> !model.getIsPublic())
                : Stream.empty();
        return publicOnes ? Stream.concat(first, descriptions(store.publicModels())) : first;
    }

    private Stream<ModelResponse> descriptions(Collection<String> ids) {
        return ids.stream().flatMap(id -> store.model(id).stream()).map(StoredModel::description);
    }

    private static String today() {
        return LocalDate.now().format(DATE);
    }

    static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static boolean containsIgnoringCase(List<String> texts, String text) {
        return texts.stream().anyMatch(text::equalsIgnoreCase);
    }

    private static Stream<String> minus(List<String> from, List<String> others) {
        return from.stream().filter(text -> !others.contains(text));
    }

    private static List<String> with(List<String> ids, String id) {
        return Stream.concat(ids.stream(), Stream.of(id)).toList();
    }

    private static List<String> without(List<String> ids, String id) {
        List<String> rest = new ArrayList<>(ids);
        rest.remove(id);
        return rest;
    }
}
