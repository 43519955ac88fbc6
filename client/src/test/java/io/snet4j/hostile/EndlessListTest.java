package io.snet4j.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.snet4j.errors.UntrustedDaemonException;
import io.snet4j.scripted.World;
import io.snet4j.training.Model;
import io.snet4j.training.ModelFilter;
import io.snet4j.training.ModelList;
import io.snet4j.training.Training;
import io.snet4j.wire.training.TrainingDaemonProto.AllModelsRequest;
import io.snet4j.wire.training.TrainingProto.ModelResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A daemon that lists models without end. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EndlessListTest {
    private final World world = new World();
    private final Training training = world.client().training();

    @AfterEach
    void close() {
        world.close();
    }

    private static ModelResponse model(String id) {
        return ModelResponse.newBuilder().setModelId(id).setName("a name").build();
    }

    private static List<ModelResponse> models(long first, long count) {
        return IntStream.range(0, (int) count)
                .mapToObj(i -> model("model " + (first + i)))
                .toList();
    }

    static Stream<Arguments> repetitions() {
        return Stream.of(
                repetition("the same page", request -> models(0, request.getPageSize()), 2),
                repetition(
                        "one model, as often as asked for",
                        request -> Stream.generate(() -> model("one"))
                                .limit(request.getPageSize())
                                .toList(),
                        2),
                repetition(
                        "two pages in turn",
                        request -> models(request.getPage() % 2 * request.getPageSize(), request.getPageSize()),
                        3),
                repetition(
                        "the same page backwards",
                        request -> {
                            List<ModelResponse> page = new ArrayList<>(models(0, request.getPageSize()));
                            if (request.getPage() % 2 == 1) {
                                Collections.reverse(page);
                            }
                            return page;
                        },
                        2),
                repetition(
                        "ten pages, and then the first one for ever",
                        request -> models(request.getPage() % 10 * request.getPageSize(), request.getPageSize()),
                        11));
    }

    private static Arguments repetition(
            String name, Function<AllModelsRequest, List<ModelResponse>> models, int calls) {
        return Arguments.of(name, models, calls);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("repetitions")
    void aFullPageThatBringsNothingNewIsTheLast(
            String name, Function<AllModelsRequest, List<ModelResponse>> models, int calls) {
        world.daemon.training().invent(models);
        ModelList list = training.getAllModels(ModelFilter.builder().pageSize(7).build());

        assertThatExceptionOfType(UntrustedDaemonException.class)
                .isThrownBy(list::toList)
                .withMessageContaining("the same models again");

        assertThat(world.daemon.calls("get_all_models")).isEqualTo(calls);
        assertThatExceptionOfType(UntrustedDaemonException.class)
                .isThrownBy(() -> list.stream().forEach(model -> {}));
    }

    @ParameterizedTest
    @CsvSource({"1, 50", "3, 2", "1000, 1"})
    void inventedModelsEndWithThePagesOfTheFilter(int pages, int size) {
        world.daemon
                .training()
                .invent(request -> models(request.getPage() * request.getPageSize(), request.getPageSize()));
        ModelList list = training.getAllModels(
                ModelFilter.builder().pageSize(size).maxPages(pages).build());
        List<Model> read = new ArrayList<>();

        assertThatExceptionOfType(UntrustedDaemonException.class)
                .isThrownBy(() -> list.forEach(read::add))
                .withMessageContaining("maxPages");

        assertThat(read).hasSize(pages * size);
        assertThat(world.daemon.calls("get_all_models")).isEqualTo(pages);
    }

    @Test
    void withoutWordOfTheUserAListHasAThousandPages() {
        assertThat(ModelFilter.all().maxPages()).isEqualTo(1000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFilter.builder().maxPages(0));
        world.daemon.training().invent(request -> models(request.getPage(), 1));

        assertThatExceptionOfType(UntrustedDaemonException.class).isThrownBy(() -> training.getAllModels(
                        ModelFilter.builder().pageSize(1).build())
                .toList());

        assertThat(world.daemon.calls("get_all_models")).isEqualTo(1000);
    }

    @ParameterizedTest
    @CsvSource({"2, 3", "50, 5000", "1, 100000"})
    void aPageHasNoMoreModelsThanWereAskedFor(int size, int sent) {
        world.daemon.training().invent(request -> Stream.generate(
                        () -> ModelResponse.newBuilder().setModelId("m").build())
                .limit(sent)
                .toList());
        ModelFilter filter = ModelFilter.builder().pageSize(size).build();

        assertThatExceptionOfType(UntrustedDaemonException.class)
                .isThrownBy(() -> training.getAllModels(filter).page(0))
                .withMessageContaining("sent " + sent);
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> training.async().getAllModels(filter, 0).join())
                .withCauseInstanceOf(UntrustedDaemonException.class);
    }

    @Test
    void longTextsOfManyPagesAreNotAllKept() {
        String text = "x".repeat(3_000_000);
        world.daemon
                .training()
                .invent(request -> List.of(model("model " + request.getPage()).toBuilder()
                        .setDescription(text)
                        .build()));
        ModelList list = training.getAllModels(ModelFilter.builder().pageSize(1).build());

        assertThatExceptionOfType(UntrustedDaemonException.class)
                .isThrownBy(list::toList)
                .withMessageContaining("characters");

        assertThat(world.daemon.calls("get_all_models")).isEqualTo(11);
        Iterator<Model> one = list.iterator();
        assertThat(one.next().description()).hasSize(text.length());
    }

    @Test
    void longIdsOfManyPagesAreNotAllKept() {
        String id = "x".repeat(3_000_000);
        world.daemon.training().invent(request -> List.of(model(id + request.getPage())));
        ModelList list = training.getAllModels(ModelFilter.builder().pageSize(1).build());

        assertThatExceptionOfType(UntrustedDaemonException.class)
                .isThrownBy(() -> list.stream().forEach(model -> {}))
                .withMessageContaining("characters");

        assertThat(world.daemon.calls("get_all_models")).isEqualTo(11);
    }

    @Test
    void aModelWithoutAnIdIsLeftOutAndIsNothingNew() {
        ModelFilter two = ModelFilter.builder().pageSize(2).build();
        world.daemon.training().invent(request -> List.of(ModelResponse.getDefaultInstance()));

        assertThat(training.getAllModels(two).toList()).isEmpty();

        world.daemon.training().invent(request -> Collections.nCopies(2, ModelResponse.getDefaultInstance()));

        assertThatExceptionOfType(UntrustedDaemonException.class)
                .isThrownBy(() -> training.getAllModels(two).toList())
                .withMessageContaining("nothing new");
    }

    @Test
    void anHonestListEndsWithAPageThatIsNotFull() {
        world.daemon
                .training()
                .invent(request -> models(
                        request.getPage() * request.getPageSize(), request.getPage() < 3 ? request.getPageSize() : 0));

        assertThat(training.getAllModels(ModelFilter.builder().pageSize(4).build())
                        .toList())
                .hasSize(12);
        assertThat(world.daemon.calls("get_all_models")).isEqualTo(4);
    }
}
