package io.snet4j.devnet.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.snet4j.chain.Chain;
import io.snet4j.chain.FeeLimit;
import io.snet4j.chain.FetchToken;
import io.snet4j.devnet.fault.FaultyNode;
import io.snet4j.devnet.fault.NodeControl;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.provider.Claim;
import io.snet4j.provider.ClaimReport;
import io.snet4j.provider.ClaimedMeanwhileException;
import io.snet4j.provider.ProviderClaims;
import io.snet4j.provider.UnclaimedPayment;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The money's whole way: deposited, signed, claimed, withdrawn, and what is left taken back. */
final class ClaimsIT {
    private static ClaimsNet net;

    @BeforeAll
    static void start() {
        net = new ClaimsNet();
    }

    @AfterAll
    static void stop() {
        net.close();
    }

    @AfterEach
    void nothingIsLeftToClaim() {
        net.verifyNothingIsLeftToClaim();
    }

    private static ProviderClaims claimsWithin(Wei perTransaction) {
        return ProviderClaims.connect(
                net.connection.daemonUrl(),
                net.chain,
                net.escrow.address(),
                net.provider.identity(),
                new FeeLimit(perTransaction, Wei.ofEther("1")));
    }

    @Test
    void aClaimThatTheFeeLimitForbidsIsNotSentAndGoesOnLater() {
        long channel = net.openChannel();
        net.call(channel, 0, 7);
        BlockNumber block = net.chain.blockNumber();
        try (ProviderClaims poor = claimsWithin(Wei.of(1))) {
            assertThatExceptionOfType(SpendingLimitException.class)
                    .isThrownBy(() -> poor.claim(ChannelId.of(channel)))
                    .withMessageContaining("MultiPartyEscrow.channelClaim")
                    .withMessageContaining("1 wei");
            assertThatExceptionOfType(SpendingLimitException.class)
                    .isThrownBy(poor::claimAll)
                    .withMessageContaining("MultiPartyEscrow.multiChannelClaim");
            assertThat(poor.listInProgress()).hasSize(1);
        }
        assertThat(net.chain.blockNumber()).isEqualTo(block);

        assertThat(net.claims.resume().claims()).extracting(Claim::amount).containsExactly(Cogs.of(7));
    }

    @Test
    void whatIsTooDearInOneTransactionIsClaimedInSeveral() {
        net.call(net.openChannel(), 0, 7);
        net.call(net.openChannel(), 0, 7);
        net.call(net.openChannel(), 0, 7);
        // Enough for the claim of one channel, too little for two.
        Wei limit = net.chain.maxFeePerGas().times(BigInteger.valueOf(125_000));
        try (ProviderClaims thrifty = claimsWithin(limit)) {
            ClaimReport report = thrifty.claimAll();

            assertThat(report.failures()).isEmpty();
            assertThat(report.claims().stream()
                            .map(claim -> claim.receipt().transactionHash())
                            .distinct())
                    .hasSize(3);
        }
    }

    @Test
    void whatIsDepositedIsClaimedOrTakenBack() {
        FetchToken token = new FetchToken(net.chain, net.connection.contracts().token());
        Cogs wallet = token.balance(net.consumer.identity().address());
        Cogs before = net.earned();
        long paid = net.openChannel();
        long prepaid = net.openChannel();
        net.call(paid, 0, 7);
        net.call(paid, 0, 14);
        String prepaidToken = net.prepay(prepaid, 50);
        net.prepaidCall(prepaid, prepaidToken);

        ClaimReport report = net.claims.claimAll();

        assertThat(report.failures()).isEmpty();
        assertThat(report.claims()).extracting(Claim::amount).containsExactlyInAnyOrder(Cogs.of(14), Cogs.of(50));
        assertThat(report.claims())
                .extracting(Claim::receipt)
                .as("in one transaction")
                .containsOnly(report.claims().get(0).receipt());
        assertThat(net.earned()).isEqualTo(before.plus(Cogs.of(64)));
        assertThat(net.onChain(paid).value()).isEqualTo(Cogs.of(86));
        assertThat(net.onChain(prepaid).nonce()).isEqualTo(ChannelNonce.of(1));

        net.prepaidCall(prepaid, prepaidToken);
        net.call(paid, 1, 7);
        assertThat(net.claims.listUnclaimed())
                .contains(new UnclaimedPayment(
                        ChannelId.of(paid),
                        ChannelNonce.of(1),
                        Cogs.of(7),
                        net.onChain(paid).expiration()));
        assertThat(net.claims.claim(ChannelId.of(paid)).amount()).isEqualTo(Cogs.of(7));

        net.devnet.mine(BlockCount.of(ClaimsNet.LIFE));
        net.escrow.channelClaimTimeout(net.consumer.identity(), ChannelId.of(paid), ClaimsNet.TIMEOUT);
        net.escrow.channelClaimTimeout(net.consumer.identity(), ChannelId.of(prepaid), ClaimsNet.TIMEOUT);
        Cogs refunded = net.escrow.balance(net.consumer.identity().address());
        assertThat(refunded).isEqualTo(ClaimsNet.DEPOSIT.times(2).minus(Cogs.of(71)));
        net.escrow.withdraw(net.consumer.identity(), refunded, ClaimsNet.TIMEOUT);
        assertThat(token.balance(net.consumer.identity().address())).isEqualTo(wallet.minus(Cogs.of(71)));
        Cogs wages = token.balance(net.provider.identity().address());
        net.escrow.withdraw(net.provider.identity(), Cogs.of(71), ClaimsNet.TIMEOUT);
        assertThat(token.balance(net.provider.identity().address())).isEqualTo(wages.plus(Cogs.of(71)));
    }

    @Test
    void aClaimThatWasInterruptedIsFinishedAndWhatCameAfterItToo() {
        long channel = net.openChannel();
        net.call(channel, 0, 7);
        net.startClaim(channel, 0);
        net.call(channel, 1, 14 - 7);
        net.startClaim(channel, 1);
        net.call(channel, 2, 7);
        assertThat(net.claims.listInProgress())
                .extracting(UnclaimedPayment::nonce)
                .containsExactlyInAnyOrder(ChannelNonce.of(0), ChannelNonce.of(1));

        ClaimReport resumed = net.claims.resume();

        assertThat(resumed.claims()).extracting(Claim::nonce).containsExactly(ChannelNonce.of(0), ChannelNonce.of(1));
        assertThat(net.onChain(channel).value()).isEqualTo(Cogs.of(86));
        assertThat(net.claims.claimAll().claims()).extracting(Claim::nonce).containsExactly(ChannelNonce.of(2));
    }

    /** @param late whether the second is sent before its node knows of the first */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofTwoThatClaimAtOnceOneGetsTheMoneyAndTheOtherIsToldSo(boolean late) throws Exception {
        Cogs before = net.earned();
        ChannelId both = ChannelId.of(net.openChannel());
        net.call(both.value().longValueExact(), 0, 7);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (NodeControl mining = NodeControl.of(net.connection.rpcUrl());
                FaultyNode ofFirst = FaultyNode.before(net.connection.rpcUrl());
                FaultyNode ofSecond = FaultyNode.before(net.connection.rpcUrl());
                Chain one = Chain.connect(ofFirst.uri(), ClaimsNet.TIMEOUT);
                Chain two = Chain.connect(ofSecond.uri(), ClaimsNet.TIMEOUT);
                ProviderClaims first = claimsBy(one);
                ProviderClaims second = claimsBy(two)) {
            CompletableFuture<Void> waiting = ofFirst.whenAsked("eth_getTransactionReceipt", 1);
            CompletableFuture<Void> sent = ofSecond.whenAsked("eth_getTransactionReceipt", 1);
            Future<ClaimReport> faster;
            Future<ClaimReport> slower;
            mining.minesByItself(false);
            try {
                faster = threads.submit(() -> first.claimAll());
                waiting.get(1, TimeUnit.MINUTES);
                if (late) {
                    ofSecond.says("eth_estimateGas", BigInteger.valueOf(200_000));
                }
                slower = threads.submit(() -> second.claimAll());
                if (late) {
                    sent.get(1, TimeUnit.MINUTES);
                } else {
                    slower.get(1, TimeUnit.MINUTES);
                }
            } finally {
                mining.minesByItself(true);
                mining.mine();
            }

            assertThat(faster.get(1, TimeUnit.MINUTES).claims())
                    .extracting(Claim::amount)
                    .containsExactly(Cogs.of(7));
            ClaimReport lost = slower.get(1, TimeUnit.MINUTES);
            assertThat(lost.claims()).isEmpty();
            assertThat(lost.failures().get(both))
                    .isInstanceOf(ClaimedMeanwhileException.class)
                    .hasMessageContaining("Let one program at a time claim")
                    .hasMessageContaining("Invalid signature");
            assertThat(ofSecond.count("eth_sendRawTransaction")).isEqualTo(late ? 1 : 0);
            assertThat(net.earned()).isEqualTo(before.plus(Cogs.of(7)));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whatAnotherClaimsDoesNotKeepTheRestOfATransactionFromBeingClaimed() throws Exception {
        List<Long> channels = List.of(net.openChannel(), net.openChannel(), net.openChannel());
        channels.forEach(channel -> net.call(channel, 0, 7));
        ChannelId others = ChannelId.of(channels.get(1));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (NodeControl mining = NodeControl.of(net.connection.rpcUrl());
                FaultyNode ofFirst = FaultyNode.before(net.connection.rpcUrl());
                FaultyNode ofSecond = FaultyNode.before(net.connection.rpcUrl());
                Chain one = Chain.connect(ofFirst.uri(), ClaimsNet.TIMEOUT);
                Chain two = Chain.connect(ofSecond.uri(), ClaimsNet.TIMEOUT);
                ProviderClaims first = claimsBy(one);
                ProviderClaims second = claimsBy(two)) {
            CompletableFuture<Void> waiting = ofFirst.whenAsked("eth_getTransactionReceipt", 1);
            CompletableFuture<Void> sent = ofSecond.whenAsked("eth_getTransactionReceipt", 1);
            Future<Claim> faster;
            Future<ClaimReport> rest;
            mining.minesByItself(false);
            try {
                faster = threads.submit(() -> first.claim(others));
                waiting.get(1, TimeUnit.MINUTES);
                rest = threads.submit(() -> second.claimAll());
                sent.get(1, TimeUnit.MINUTES);
            } finally {
                mining.minesByItself(true);
                mining.mine();
            }

            assertThat(faster.get(1, TimeUnit.MINUTES).amount()).isEqualTo(Cogs.of(7));
            assertThat(rest.get(1, TimeUnit.MINUTES).claims())
                    .extracting(Claim::channelId)
                    .containsExactlyInAnyOrder(ChannelId.of(channels.get(0)), ChannelId.of(channels.get(2)));
        } finally {
            threads.shutdownNow();
        }
    }

    private static ProviderClaims claimsBy(Chain chain) {
        return ProviderClaims.connect(net.connection.daemonUrl(), chain, net.escrow.address(), net.provider.identity());
    }

    @Test
    void aChannelInUseDoesNotKeepTheOthersFromBeingClaimed() {
        List<Long> channels = List.of(net.openChannel(), net.openChannel(), net.openChannel());
        channels.forEach(channel -> net.call(channel, 0, 7));
        BigInteger busy = BigInteger.valueOf(channels.get(1));
        DaemonStore store = net.devnet.daemon().orElseThrow().store();
        store.tryLock(busy);

        ClaimReport report = net.claims.claimAll();

        assertThat(report.claims())
                .extracting(Claim::channelId)
                .containsExactlyInAnyOrder(ChannelId.of(channels.get(0)), ChannelId.of(channels.get(2)));
        assertThat(report.failures()).containsOnlyKeys(ChannelId.of(busy));
        assertThat(report.failures().get(ChannelId.of(busy))).hasMessageContaining("another transaction on channel");
        store.unlock(busy);
        assertThat(net.claims.claimAll().claims()).extracting(Claim::channelId).containsExactly(ChannelId.of(busy));
    }

    @Test
    void whatTheSenderTookBackIsNotStarted() {
        long lost = net.openChannel();
        net.call(lost, 0, 7);
        net.devnet.mine(BlockCount.of(ClaimsNet.LIFE));
        net.escrow.channelClaimTimeout(net.consumer.identity(), ChannelId.of(lost), ClaimsNet.TIMEOUT);
        long good = net.openChannel();
        net.call(good, 0, 7);

        ClaimReport report = net.claims.claimAll();

        assertThat(report.claims()).extracting(Claim::channelId).containsExactly(ChannelId.of(good));
        assertThat(report.failures()).isEmpty();
        assertThat(net.claims.listUnclaimed())
                .as("the daemon does not look")
                .extracting(UnclaimedPayment::channelId)
                .containsExactly(ChannelId.of(lost));
    }
}
