package io.snet4j.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.identity.Identity;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.internal.memory.Memory;
import io.snet4j.internal.memory.ProcessMemory;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.registry.Pricing;
import io.snet4j.scripted.ScriptedDaemon;
import io.snet4j.scripted.World;
import io.snet4j.testing.FakeChain;
import io.snet4j.testing.Zips;
import io.snet4j.training.LinkQuote;
import io.snet4j.training.ModelId;
import io.snet4j.training.NewModel;
import io.snet4j.training.Training;
import io.snet4j.training.TrainingQuote;
import io.snet4j.training.ValidationQuote;
import io.snet4j.value.Address;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A payer with a channel, money in reserve and leave to fund channels with it, two calls behind it that were paid
 * honestly; and a daemon that from now on may lie. After each call the signatures that the daemon holds are counted.
 */
final class Stage implements AutoCloseable {
    static final Cogs PRICE = Cogs.of(5);
    /** What the two honest calls came to. */
    static final Cogs PAID = Cogs.of(10);

    static final long VALUE = 1000;
    static final Identity STRANGER = Identity.ofPrivateKey("0x" + "3".repeat(64));

    /** The words in which an honest daemon sends a client to look at the channel's state. */
    static final Status STALE = Status.UNKNOWN.withDescription("incorrect payment channel nonce, latest: 1, sent: 0");

    final World world = new World();
    final BigInteger channel;
    final SignatureLedger ledger;
    private final PaidCall call;
    private final SpendingLimit limit;
    private final TrainingQuote trainingQuote;
    private final LinkQuote linkQuote;
    private final ValidationQuote validationQuote;
    private final Path dataset;
    private World.Client victim;
    private Cogs agreed = Cogs.ZERO;
    private Cogs conceded = Cogs.ZERO;
    private boolean counting = true;

    Stage(PaidCall call, Path folder) {
        this(call, folder, VALUE, World.GENEROUS);
    }

    Stage(PaidCall call, Path folder, long value, SpendingLimit limit) {
        this(call, folder, value, limit, ProcessMemory::new);
    }

    /** @param state where all victims keep what they sign */
    Stage(PaidCall call, Path folder, long value, SpendingLimit limit, Supplier<Memory> state) {
        world.memory = state;
        this.call = call;
        this.limit = limit;
        ledger = new SignatureLedger(world.daemon.wiretap(), world.chain);
        world.pricing = new Pricing.Fixed(PRICE);
        world.daemon.setCallPrice(PRICE);
        world.chain.giveEscrow(World.PAYER.address(), 100_000);
        channel = world.openChannel(value).value();
        victim = world.client(limit);
        Training training = victim.training();
        ModelId model = training.createModel(NewModel.of("draw", "mine")).id();
        trainingQuote = training.trainModelPrice(model);
        linkQuote = training.validateModelPrice(model, URI.create("https://example.org/data.zip"));
        validationQuote = training.validateModelPrice(model);
        dataset = Zips.write(folder.resolve("dataset.zip"), 2_000);
        assertThat(attempt()).isEmpty();
        assertThat(attempt()).isEmpty();
    }

    ScriptedDaemon daemon() {
        return world.daemon;
    }

    String method() {
        return call.method();
    }

    World.Client victim() {
        return victim;
    }

    TrainingQuote trainingQuote() {
        return trainingQuote;
    }

    LinkQuote linkQuote() {
        return linkQuote;
    }

    ValidationQuote validationQuote() {
        return validationQuote;
    }

    Path dataset() {
        return dataset;
    }

    /** From now on another client calls, which knows nothing yet. */
    void newVictim() {
        victim = world.client(limit);
    }

    void newVictim(SpendingLimit other) {
        victim = world.client(other);
    }

    void newVictim(World.Terms terms) {
        victim = world.client(limit, terms, Duration.ofSeconds(20));
    }

    /** The next call looks at the channel's state, although the client knows the channel. */
    void doubt() {
        daemon().refuse(method(), STALE);
    }

    /** One price more than was agreed to may be lost from now on; the test says why. */
    void concedeOnePrice() {
        conceded = conceded.plus(PRICE);
    }

    /** What is held against what was agreed is counted by the test itself. */
    void giveUpCounting() {
        counting = false;
    }

    PaymentChannel onChain() {
        return world.chain.channel(ChannelId.of(channel)).orElseThrow();
    }

    /** The recipient's claim is mined. */
    void mineClaim(Cogs amount) {
        world.chain.claim(ChannelId.of(channel), amount);
        ledger.claimed(channel, amount);
    }

    ByteString signature(Identity signer, Address escrow, BigInteger id, long nonce, Cogs amount) {
        return ByteString.copyFrom(signer.signMessage(
                ProtocolMessages.mpeClaim(escrow, ChannelId.of(id), ChannelNonce.of(nonce), amount)));
    }

    /** The payer's own, as a daemon could hold it from an earlier call. */
    ByteString ours(long nonce, Cogs amount) {
        return signature(World.PAYER, FakeChain.ESCROW, channel, nonce, amount);
    }

    /** A call of another price, which the daemon must have been told before. */
    Optional<SnetException> attemptAt(Cogs price) {
        TrainingQuote dear = victim.training().trainModelPrice(trainingQuote.modelId());
        assertThat(dear.price()).isEqualTo(price);
        try {
            victim.training().trainModel(dear);
            return Optional.empty();
        } catch (SnetException e) {
            return Optional.of(e);
        }
    }

    void awaitHanging() {
        try {
            daemon().awaitHanging(method());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes one call, and holds what was signed against what was agreed to. */
    Optional<SnetException> attempt() {
        Cogs before = agreed;
        Optional<SnetException> failure = call.make(this);
        if (failure.map(SnetException::charge).orElse(Charge.CHARGED) != Charge.NONE) {
            agreed = agreed.plus(PRICE);
        }
        ledger.assertThatEachSignatureIsForWhatItSays();
        if (!counting) {
            return failure;
        }
        assertThat(ledger.claimable())
                .as("what the daemon can claim, of what the user agreed to and the call in flight")
                .isLessThanOrEqualTo(before.plus(PRICE).plus(conceded));
        assertThat(ledger.claimable(channel))
                .as("what the daemon can claim, of what the channel holds")
                .isLessThanOrEqualTo(onChain().value().plus(conceded));
        return failure;
    }

    /** And holds what can be taken at the end against what was told. */
    @Override
    public void close() {
        try {
            Harvest.assertThatNothingWasTakenBeyondWhatWasAgreed(world, Optional.empty());
        } finally {
            world.close();
        }
    }
}
