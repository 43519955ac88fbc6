package io.snet4j.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.StringValue;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.snet4j.grpc.PaidChannel;
import io.snet4j.payment.PaymentStrategy;
import io.snet4j.scripted.Echo;
import io.snet4j.scripted.World;
import io.snet4j.value.Cogs;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Batches of 50 cogs that are signed in advance, calls of 3: one batch may be lost to a lie, not one after the other. */
class LyingPrepaidTest {
    private static final Cogs BATCH = Cogs.of(50);
    private static final Cogs TWO_BATCHES = Cogs.of(100);
    private static final int CALLS = 6;

    private final World world = new World();
    private final SignatureLedger ledger = new SignatureLedger(world.daemon.wiretap(), world.chain);
    private final Channel channel;

    LyingPrepaidTest() {
        world.openChannel(10_000);
        world.payment = PaymentStrategy.prepaid(BATCH);
        channel = PaidChannel.of(world.client());
    }

    @AfterEach
    void close() {
        ledger.assertThatEachSignatureIsForWhatItSays();
        world.close();
    }

    /** Whether the call succeeded. */
    private boolean call() {
        try {
            ClientCalls.blockingUnaryCall(channel, Echo.UNARY, CallOptions.DEFAULT, StringValue.of("hello"));
            return true;
        } catch (StatusRuntimeException e) {
            assertThat(PaidChannel.reason(e)).isPresent();
            return false;
        }
    }

    @Test
    void aBatchThatIsSaidToBeUsedUpIsReplacedOnce() {
        assertThat(call()).isTrue();
        world.daemon.refuseAlways(
                "Unary", Status.INTERNAL.withDescription("internal error: Usage Exceeded on channel Id 0"));
        for (int i = 0; i < CALLS; i++) {
            assertThat(call()).isFalse();
        }

        // And the price of a call that was paid by itself at last.
        assertThat(ledger.claimable()).isLessThanOrEqualTo(TWO_BATCHES.plus(Cogs.of(3)));
        world.daemon.relent();
        assertThat(call()).isTrue();
    }

    @Test
    void aBatchThatIsForgottenWhenItsTokenEndsIsReplacedOnce() {
        for (int i = 0; i < CALLS; i++) {
            assertThat(call()).isTrue();
            world.daemon.prepaid().forget();
            world.clock.pass(Duration.ofHours(25));
        }

        assertThat(ledger.claimable()).isLessThanOrEqualTo(TWO_BATCHES.plus(Cogs.of(3 * CALLS)));
    }

    @Test
    void tokensThatAreWorthNothingCostOneBatch() {
        for (int i = 0; i < CALLS; i++) {
            world.daemon.refuseAlways(
                    "Unary", Status.INTERNAL.withDescription("internal error: token signature is invalid"));
            assertThat(call()).isFalse();
        }

        assertThat(ledger.claimable()).isLessThanOrEqualTo(BATCH.plus(Cogs.of(3)));
        world.daemon.relent();
        assertThat(call()).isTrue();
    }

    @Test
    void aBatchThatIsRefusedIsSignedForOneAmountOnly() {
        world.daemon.refuseAlways(
                "GetToken", Status.UNKNOWN.withDescription("unable to retrieve planned Amount <nil>"));
        for (int i = 0; i < CALLS; i++) {
            assertThat(call()).isTrue();
        }

        assertThat(ledger.claimable()).isLessThanOrEqualTo(BATCH);
    }
}
