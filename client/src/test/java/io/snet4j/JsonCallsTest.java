package io.snet4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.DeadlineExceededException;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.errors.PaymentException;
import io.snet4j.errors.ProviderFailedException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.UnknownMethodException;
import io.snet4j.scripted.World;
import io.snet4j.training.ModelId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JsonCallsTest {
    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    private JsonCalls calls() {
        World.Client client = world.client();
        return new JsonCalls(client.parts(), client::protos);
    }

    private String call(JsonCall call) {
        return calls().call(call);
    }

    private CompletableFuture<String> callAsync(JsonCall call) {
        return calls().callAsync(call, Runnable::run);
    }

    @Test
    void jsonGoesInAndOut() throws Exception {
        world.openChannel(100);

        assertThat(call(JsonCall.of("Unary", "\"hello\""))).isEqualTo("\"hello\"");
        assertThat(callAsync(JsonCall.of("Echo/Unary", "\"hello\"")).get()).isEqualTo("\"hello\"");
        assertThat(world.signed).hasSize(2);
    }

    @Test
    void nothingIsSignedForARequestThatDoesNotFit() {
        world.openChannel(100);

        assertThatThrownBy(() -> call(JsonCall.of("Unary", "17 18"))).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> call(JsonCall.of("Unary", "{\"a\": 1}"))).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> call(JsonCall.of("Unari", "\"\""))).isInstanceOf(UnknownMethodException.class);
        assertThatThrownBy(() -> call(JsonCall.of("Unary", "\"\"").model(new ModelId("m"))))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("test.Echo/Unary takes no model")
                .hasMessageContaining("training.ModelID");
        assertThatThrownBy(() -> call(JsonCall.of("Server", "\"\"")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("SERVER_STREAMING");
        assertThat(callAsync(JsonCall.of("Unari", "{}"))).isCompletedExceptionally();
        assertThat(world.signed).isEmpty();
        assertThat(world.daemon.calls("Unary")).isZero();
    }

    @Test
    void failuresAreOfThisLibraryAndSayWhatTheyCost() {
        world.openChannel(100);

        assertThatThrownBy(() -> call(JsonCall.of("Unary", "\"fail\"")))
                .isInstanceOfSatisfying(ProviderFailedException.class, failure -> assertThat(failure.charge())
                        .isEqualTo(Charge.NONE))
                .hasMessageContaining("the provider's own words");
        assertThatThrownBy(() -> callAsync(JsonCall.of("Unary", "\"fail\"")).get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(ProviderFailedException.class);
    }

    @Test
    void aCallThatCannotBePaidSaysSo() {
        assertThatThrownBy(() -> call(JsonCall.of("Unary", "\"\""))).isInstanceOf(PaymentException.class);
    }

    @Test
    void theCallsOwnDeadlineHolds() {
        world.openChannel(100);
        world.daemon.hang("Unary");

        assertThatThrownBy(() -> call(JsonCall.of("Unary", "\"\"").deadline(Duration.ofMillis(300))))
                .satisfiesAnyOf(
                        failure -> assertThat(failure).isInstanceOf(DeadlineExceededException.class),
                        failure -> assertThat(failure).hasMessageContaining("not known whether it was charged"));
    }

    @Test
    void anInterruptEndsTheCallAndIsKept() {
        world.openChannel(100);
        world.daemon.hang("Unary");
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> call(JsonCall.of("Unary", "\"\""))).isInstanceOf(CallCancelledException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void cancellingTheFutureCancelsTheCall() throws InterruptedException {
        world.openChannel(100);
        world.daemon.hang("Unary");
        CompletableFuture<String> answer = callAsync(JsonCall.of("Unary", "\"\""));
        world.daemon.awaitHanging("Unary");

        answer.cancel(true);

        world.daemon.awaitCancel("Unary");
        assertThat(answer).isCancelled();
    }
}
