package io.snet4j.benchmark.micro;

import io.snet4j.identity.Identity;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What is done for each call that is paid by itself. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SigningBenchmark {
    private final Identity identity = Identity.ofPrivateKey("0x" + "4f".repeat(32));
    private long amount;

    @Benchmark
    public byte[] signPayment() {
        amount++;
        return identity.signMessage(
                ProtocolMessages.mpeClaim(Address.ZERO, ChannelId.of(1), ChannelNonce.ZERO, Cogs.of(amount)));
    }

    @Benchmark
    public byte[] signAuthorization() {
        amount++;
        return identity.signMessage(
                ProtocolMessages.trainingAuthorization("unified", identity.address(), BlockNumber.of(amount)));
    }

    @Benchmark
    public byte[] hashPayment() {
        amount++;
        return ProtocolMessages.mpeClaim(Address.ZERO, ChannelId.of(1), ChannelNonce.ZERO, Cogs.of(amount));
    }
}
