package io.snet4j.money;

import io.grpc.CallOptions;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.grpc.PaidChannel;
import io.snet4j.identity.Identity;
import io.snet4j.payment.Reconciliation;
import io.snet4j.payment.SignedAmount;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.toy.Good;
import io.snet4j.value.BlockCount;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One client of a payer, which may be replaced by a fresh one. For one thread at a time. */
final class Buyer implements AutoCloseable {
    static final Cogs DEPOSIT = Cogs.of(500);

    /** Of one client. */
    static final Cogs TOTAL = Cogs.of(900);

    /** In blocks; short, so that a sequence sees channels expire. */
    static final int LIFE = 45;

    private final Shop net;
    private final SignedClaims claims;
    private final Optional<Path> folder;
    private int clients;
    private @Nullable SnetClient client;
    private @Nullable ServiceClient service;

    /** @param failure empty if the goods came */
    record Purchase(Cogs price, List<SignedAmount> signed, Charge charge, Optional<Throwable> failure) {
        Optional<SnetException> reason() {
            return failure.flatMap(PaidChannel::reason);
        }
    }

    /** Keeps nothing on disk. */
    Buyer(Shop net, Identity payer) {
        this(net, payer, Optional.empty());
    }

    /** @param folder of all that pay with this key */
    Buyer(Shop net, Identity payer, Path folder) {
        this(net, payer, Optional.of(folder));
    }

    private Buyer(Shop net, Identity payer, Optional<Path> folder) {
        this.net = net;
        this.folder = folder;
        this.claims = new SignedClaims(payer, net.escrow.address());
    }

    Purchase buy(Good good, boolean spoiled) {
        int before = claims.count();
        Optional<Throwable> failure = Optional.empty();
        Charge charge = Charge.CHARGED;
        try {
            ClientCalls.blockingUnaryCall(
                    PaidChannel.of(service()), good.method(), CallOptions.DEFAULT, Good.order(spoiled));
        } catch (StatusRuntimeException e) {
            failure = Optional.of(e);
            charge = PaidChannel.reason(e).map(SnetException::charge).orElse(Charge.UNKNOWN);
        }
        List<SignedAmount> signed = claims.signed();
        return new Purchase(good.price(), signed.subList(before, signed.size()), charge, failure);
    }

    SignedClaims claims() {
        return claims;
    }

    private ServiceClient service() {
        if (service == null) {
            clients++;
            SnetClient.Builder builder = net.client(claims.identity());
            folder.ifPresent(builder::stateDirectory);
            client = builder.onPayment(claims)
                    .callDeadline(Duration.ofMinutes(5))
                    .spendingLimit(SpendingLimit.builder()
                            .channelDeposit(DEPOSIT)
                            .total(TOTAL)
                            .expirationCap(BlockCount.of(LIFE))
                            .build())
                    .build();
            service = client.openService(net.net().orgId(), net.net().serviceId());
        }
        return service;
    }

    void verifySignedNothingElse(List<BigInteger> channels, long fromBlock, long toBlock) {
        claims.verifyNothingElse(channels, fromBlock, toBlock);
    }

    /** Signs for the service again, which had stolen. */
    void forgive() {
        service().payments().liftBan();
    }

    /** What all its clients together might spend. */
    Cogs totals() {
        return TOTAL.times(clients);
    }

    /** Whether the total has no room for another channel to fall back to. */
    boolean hasNoRoomFor(Cogs price) {
        if (client == null) {
            return false;
        }
        Reconciliation now = client.account().reconcile();
        return now.spent().plus(now.refused()).plus(price).compareTo(TOTAL) > 0;
    }

    /** Finds out what became of all that its client signed. */
    void lookOnceMore() {
        if (client != null) {
            client.account().reconcile();
        }
    }

    /** The next call is a fresh client's. */
    @Override
    public void close() {
        if (client != null) {
            lookOnceMore();
            client.close();
        }
        client = null;
        service = null;
    }
}
