package io.snet4j.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DynamicMessage;
import io.grpc.StatusRuntimeException;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.errors.ProviderFailedException;
import io.snet4j.errors.UnknownMethodException;
import io.snet4j.scripted.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DynamicCallsTest {
    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    private DynamicMethod method(String name) {
        return DynamicCalls.of(world.client()).method(name);
    }

    private static DynamicMessage request(DynamicMethod method) {
        return method.newRequest("\"hello\"").build();
    }

    @Test
    void aDynamicCallIsPaidAsAnyOther() {
        world.openChannel(100);
        DynamicMethod unary = method("test.Echo/Unary");

        assertThat(unary.toJson(unary.unary(request(unary)))).isEqualTo("\"hello\"");
        assertThat(world.signed).hasSize(1).first().matches(payment -> payment.method()
                .equals("test.Echo/Unary"));
    }

    @Test
    void aStreamOfAnswersIsPaidOnce() {
        world.openChannel(100);
        DynamicMethod server = method("Echo/Server");
        List<DynamicMessage> answers = new ArrayList<>();

        server.serverStreaming(request(server)).forEachRemaining(answers::add);

        assertThat(answers).containsExactly(request(server), request(server));
        assertThat(world.signed).hasSize(1);
    }

    @Test
    void theReasonOfAFailureIsThatOfThePaidChannel() {
        world.openChannel(100);
        DynamicMethod unary = method("Unary");

        assertThatThrownBy(() -> unary.unary(unary.newRequest("\"fail\"").build()))
                .isInstanceOf(StatusRuntimeException.class)
                .satisfies(failure ->
                        assertThat(PaidChannel.reason(failure)).get().isInstanceOf(ProviderFailedException.class));
    }

    @Test
    void aCancelledFutureCancelsItsCall() throws InterruptedException {
        world.openChannel(100);
        DynamicMethod unary = method("Unary");
        world.daemon.hang("Unary");
        CompletableFuture<DynamicMessage> answer = unary.unaryAsync(request(unary));
        world.daemon.awaitHanging("Unary");

        answer.cancel(true);

        world.daemon.awaitCancel("Unary");
        assertThat(answer).isCancelled();
    }

    @Test
    void eachMethodIsCalledAsItsKind() {
        DynamicMethod server = method("Server");

        assertThatThrownBy(() -> server.unary(request(server)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("test.Echo/Server is SERVER_STREAMING, not UNARY");
    }

    @Test
    void anUnknownMethodIsAnsweredWithWhatThereIs() {
        assertThatThrownBy(() -> method("Ternary"))
                .isInstanceOf(UnknownMethodException.class)
                .hasMessage("the service has no method \"Ternary\"; it has [test.Echo/Unary, test.Echo/Server,"
                        + " test.Echo/Client, test.Echo/Both]");
    }

    @Test
    void aDeadlineMustBePositive() {
        DynamicMethod unary = method("Unary");

        assertThatThrownBy(() -> unary.withDeadline(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsNoJsonOfTheMessageIsRefusedBeforeAnythingIsPaid() {
        DynamicMethod unary = method("Unary");

        assertThatThrownBy(() -> unary.newRequest("{\"value\": 1}")).isInstanceOf(InvalidRequestException.class);
        assertThat(world.signed).isEmpty();
    }
}
