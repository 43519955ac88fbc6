package io.snet4j.devnet.daemon;

import static io.snet4j.devnet.daemon.TestNet.textOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.wire.training.TrainingDaemonProto.AllModelsRequest;
import io.snet4j.wire.training.TrainingDaemonProto.UpdateModelRequest;
import io.snet4j.wire.training.TrainingProto.ModelResponse;
import io.snet4j.wire.training.TrainingProto.Status;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who sees which models, and how. */
class ModelsTest {
    private final TestNet net = new TestNet(DaemonVersion.V6_2);
    private final String stranger = net.stranger.identity().address().toString();

    @AfterEach
    void close() {
        net.close();
    }

    private List<String> list(Caller caller, UnaryOperator<AllModelsRequest.Builder> filter) {
        AllModelsRequest.Builder request = AllModelsRequest.newBuilder()
                .setAuthorization(caller.authorization("get_all_models", net.chain.head()));
        return net.training().getAllModels(filter.apply(request).build()).getListOfModelsList().stream()
                .map(ModelResponse::getModelId)
                .toList();
    }

    private List<String> list(Caller caller) {
        return list(caller, request -> request);
    }

    private ModelResponse update(UnaryOperator<UpdateModelRequest.Builder> change) {
        return net.training()
                .updateModel(change.apply(UpdateModelRequest.newBuilder()
                                .setAuthorization(net.owner.authorization("update_model", net.chain.head()))
                                .setModelId("m"))
                        .build());
    }

    private String getAs(Caller caller, String id) {
        return net.training().getModel(net.request(caller, "get_model", id)).getModelId();
    }

    @Test
    void ownAndSharedModelsComeBeforePublicOnes() {
        net.createModel("public", true);
        net.createModel("private");
        net.createModel("shared", stranger);
        assertThat(list(net.owner)).containsExactly("private", "shared", "public");
        assertThat(list(net.stranger)).containsExactly("shared", "public");
        assertThat(list(net.stranger, request -> request.setIsPublic(true))).containsExactly("public");
        assertThat(list(net.stranger, request -> request.setIsPublic(false))).containsExactly("shared");
        assertThat(list(net.recipient)).containsExactly("public");
    }

    @Test
    void whoHasAccessReadsAModel() {
        net.createModel("public", true);
        net.createModel("private");
        net.createModel("shared", stranger);
        assertThat(getAs(net.stranger, "public")).isEqualTo("public");
        assertThat(getAs(net.stranger, "shared")).isEqualTo("shared");
        assertThat(textOf(() -> getAs(net.stranger, "private")))
                .isEqualTo("UNKNOWN: unable to access model: user " + stranger
                        + ", does not have access to model Id private");
        assertThat(textOf(() -> getAs(net.stranger, "nope")))
                .isEqualTo("UNKNOWN: unable to access model: user " + stranger
                        + ", does not have access to model Id nope");
    }

    @Test
    void filtersNarrowTheList() {
        net.createModel("Apple");
        net.createModel("apricot");
        net.createModel("pear");
        assertThat(list(net.owner, request -> request.setName("of AP"))).containsExactly("Apple", "apricot");
        assertThat(list(net.owner, request -> request.setGrpcMethodName("class")))
                .hasSize(3);
        assertThat(list(net.owner, request -> request.setGrpcMethodName("Class")))
                .isEmpty();
        assertThat(list(net.owner, request -> request.setGrpcServiceName("Digits")))
                .hasSize(3);
        assertThat(list(
                        net.owner,
                        request -> request.setCreatedByAddress(
                                net.owner.identity().address().toString())))
                .hasSize(3);
        assertThat(list(net.owner, request -> request.setCreatedByAddress(stranger)))
                .isEmpty();
        assertThat(list(net.owner, request -> request.addStatuses(Status.CREATED)))
                .hasSize(3);
        assertThat(list(net.owner, request -> request.addStatuses(Status.ERRORED)
                        .addStatuses(Status.VALIDATED)))
                .isEmpty();
    }

    @Test
    void pagesCountFromZeroAndHoldOneModelUnlessToldOtherwise() {
        for (String id : List.of("a", "b", "c", "d", "e")) {
            net.createModel(id);
        }
        assertThat(list(net.owner, request -> request.setPageSize(2))).containsExactly("a", "b");
        assertThat(list(net.owner, request -> request.setPageSize(2).setPage(2)))
                .containsExactly("e");
        assertThat(list(net.owner, request -> request.setPageSize(2).setPage(3)))
                .isEmpty();
        assertThat(list(net.owner, request -> request.setPage(1))).containsExactly("b");
        assertThat(list(net.owner, request -> request.setPageSize(-1).setPage(-1)))
                .isEmpty();
    }

    @Test
    void deletedModelsStayWhereTheyArePublic() {
        net.createModel("public", true);
        net.createModel("private");
        for (String id : List.of("public", "private")) {
            net.training().deleteModel(net.request(net.owner, "delete_model", id));
        }
        assertThat(list(net.owner)).containsExactly("public");
        assertThat(list(net.owner, request -> request.addStatuses(Status.DELETED)))
                .containsExactly("public");
    }

    @Test
    void anUpdateChangesWhatItNames() {
        ModelResponse before = net.createModel("m", stranger);
        assertThat(update(request -> request.setModelName("")).getName()).isEmpty();
        ModelResponse after = update(request -> request.setDescription("better"));
        assertThat(after.getDescription()).isEqualTo("better");
        assertThat(after.getAddressListList()).isEqualTo(before.getAddressListList());
        assertThat(after.getUpdatedByAddress())
                .isEqualTo(net.owner.identity().address().toString());
        assertThat(after.getStatus()).isEqualTo(Status.CREATED);
    }

    @Test
    void whoIsTakenOffTheListKeepsAccess() {
        String owner = net.createModel("m", stranger).getCreatedByAddress();
        ModelResponse after = update(request -> request.addAddressList(owner));
        assertThat(after.getAddressListList()).containsExactly(owner);
        assertThat(getAs(net.stranger, "m")).isEqualTo("m");
        assertThat(list(net.stranger)).containsExactly("m");
    }

    @Test
    void whoIsPutOnTheListHasTheModelTwiceAndKeepsItWhenItIsDeleted() {
        String owner = net.createModel("m").getCreatedByAddress();
        update(request -> request.addAddressList(owner).addAddressList(stranger));
        assertThat(list(net.stranger)).containsExactly("m", "m");
        net.training().deleteModel(net.request(net.owner, "delete_model", "m"));
        assertThat(list(net.stranger)).containsExactly("m");
    }

    @Test
    void aNewListLosesTheCreatorWhoWasOnTheOldOne() {
        net.createModel("m");
        assertThat(update(request -> request.addAddressList(stranger)).getAddressListList())
                .containsExactly(stranger);
        assertThat(getAs(net.owner, "m")).isEqualTo("m");
        String creator = net.owner.identity().address().toString().toLowerCase(Locale.ROOT);
        assertThat(update(request -> request.addAddressList(stranger)).getAddressListList())
                .containsExactly(stranger, creator);
    }
}
