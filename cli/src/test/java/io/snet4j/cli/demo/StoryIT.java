package io.snet4j.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.chain.Chain;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.grpc.PaidChannel;
import io.snet4j.junit.TestNetwork;
import io.snet4j.junit.TestNetwork.Options;
import io.snet4j.junit.TestSession;
import io.snet4j.provider.ProviderClaims;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts of the story, on a network that lasts longer than it. */
class StoryIT {
    private static final RecordingHost HOST = new RecordingHost();
    private static Optional<TestSession> session = Optional.empty();

    @BeforeAll
    static void playOnceOnAFreshNetwork() {
        session = Optional.of(TestNetwork.alone(Options.longChannels(), HOST).start());
        assertThat(play().problems()).isEmpty();
    }

    @AfterAll
    static void stopNetwork() {
        session.ifPresent(TestSession::close);
    }

    @Test
    void theProviderHasTheVeryBytesThatWereUploaded(@TempDir Path folder) throws Exception {
        var archive = Dataset.pack(Digits.file(), folder).archive();

        assertThat(HOST.received(Files.size(archive))).isNotEmpty().allSatisfy(file -> assertThat(sha256(file))
                .isEqualTo(sha256(archive)));
    }

    @Test
    void theStoryCanBePlayedAgainAlthoughAnEarlierOneWasInterrupted() {
        payForOneCall();

        assertThat(play().problems()).isEmpty();
    }

    @Test
    void aClaimThatDidNotReachTheChainIsFinishedFirst() {
        payForOneCall();
        try (var chain = Chain.connect(network().rpcUrl(), Duration.ofSeconds(10));
                var customer = Customer.of(network(), new Ledger());
                var claims = ProviderClaims.connect(
                        network().daemonUrl(),
                        chain,
                        network().contracts().mpe(),
                        network().account("provider").identity())) {
            var payments = customer.service().payments();
            var channel = payments.channelStates().get(0);
            var before = session.orElseThrow().devnet().snapshot();
            claims.claim(channel.id());
            session.orElseThrow().devnet().revert(before);

            new BooksScene(network(), chain, customer.service(), quiet()).settleEarlierDebts();

            assertThat(payments.channelStates()).allSatisfy(state -> {
                assertThat(state.signed()).isEqualTo(Cogs.ZERO);
                assertThat(state.nonce()).isEqualTo(state.onChain().nonce());
            });
            assertThat(payments.channelStates())
                    .anySatisfy(state -> assertThat(state.onChain().value())
                            .isEqualTo(channel.onChain().value().minus(channel.signed())));
        }
    }

    @Test
    void aModelLearnsWhatItIsToldEvenIfTheLabelsAreOthers(@TempDir Path folder) {
        var split = DigitSplit.of(DigitFile.read(Digits.file()), Dataset.HELD_OUT, Dataset.SEED);
        var archive = DatasetArchive.write(permuted(split.training().subList(0, 4_000)), folder.resolve("other.zip"));
        var questions = permuted(split.heldOut().subList(0, 200));
        try (var customer = Customer.of(network(), new Ledger())) {
            var training = new TrainingScene(customer.service().training(), quiet());
            var model = training.createModel().id();
            training.play(training.askPrices(model), new Dataset(archive, 4_000, questions, Duration.ZERO));

            var answers =
                    new Reader(PaidChannel.of(customer.service())).read(questions, Optional.of(model), count -> {});

            assertThat(answers.accuracy()).isGreaterThan(0.85);
        }
    }

    /** Each digit as the one after it but two: no digit keeps its label. */
    private static List<Digit> permuted(List<Digit> digits) {
        return digits.stream()
                .map(digit -> digit.labelled((digit.label() + 3) % 10))
                .toList();
    }

    private static void payForOneCall() {
        try (var customer = Customer.of(network(), new Ledger())) {
            new Reader(PaidChannel.of(customer.service())).read(Digits.plain(1), Optional.empty(), count -> {});
        }
    }

    private static DemoReport play() {
        return new Demo(Digits.file(), quiet()).play(Optional.of(network()));
    }

    private static DevnetConnection network() {
        return session.orElseThrow().connection();
    }

    private static Narrator quiet() {
        return new Narrator(new PrintStream(OutputStream.nullOutputStream()), false);
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
