package io.snet4j.money;

import io.snet4j.SnetClient;
import io.snet4j.chain.Chain;
import io.snet4j.chain.FetchToken;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.devnet.Devnet;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.devnet.daemon.DaemonStore;
import io.snet4j.devnet.daemon.DaemonVersion;
import io.snet4j.devnet.fault.FaultyDaemon;
import io.snet4j.devnet.fault.NodeControl;
import io.snet4j.identity.Identity;
import io.snet4j.junit.TestSession;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.provider.ProviderClaims;
import io.snet4j.toy.Good;
import io.snet4j.toy.OnChain;
import io.snet4j.toy.ToyService;
import io.snet4j.toy.Toys;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import io.snet4j.value.Cogs;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * A session alone on its network, whose goods have prices of their own and whose channels may be short; and its books.
 */
final class Shop implements AutoCloseable {
    /** What somebody who was never here before has. */
    static final Cogs FUNDS = Cogs.of(1_000_000);

    static final BlockCount THRESHOLD = BlockCount.of(5);

    final ToyService service = ToyService.withGoods();
    final TestSession session = Toys.alone(service)
            .daemonVersion(DaemonVersion.V6_2)
            .methodPrices(Good.prices())
            .expirationThreshold(THRESHOLD)
            .start();
    final Devnet devnet = session.devnet();
    final FaultyDaemon gate = session.faults().daemon();
    final NodeControl node = NodeControl.of(net().rpcUrl());
    private final OnChain onChain = new OnChain(session);
    final Chain chain = onChain.chain;
    final MultiPartyEscrow escrow = onChain.escrow;
    final FetchToken token = onChain.token;

    DevnetConnection net() {
        return session.connection();
    }

    /** May open no channel. */
    SnetClient.Builder client(Identity payer) {
        return session.newClient(payer).spendingLimit(SpendingLimit.existingChannelsOnly());
    }

    Identity provider() {
        return onChain.provider();
    }

    DaemonStore store() {
        return session.service().daemon().store();
    }

    /** @param remembering whether the new one has the old one's store, as with etcd; or begins anew, as with memory */
    void replaceDaemon(boolean remembering) {
        gate.cut();
        session.service().stopDaemon();
        if (remembering) {
            session.service().startDaemon();
        } else {
            session.service().startForgetfulDaemon();
        }
    }

    /** Where the daemon is itself, past {@link #gate}. */
    URI daemon() {
        return session.service().daemon().uri();
    }

    ProviderClaims claims() {
        return onChain.claims();
    }

    List<PaymentChannel> channels(Address payer) {
        return onChain.channels(payer);
    }

    /** Somebody who was never here before, with ether and tokens. */
    Identity payer(Random random) {
        Identity payer = Identity.ofPrivateKey(newKey(random));
        fund(payer.address());
        return payer;
    }

    /** The same, with some of the tokens in the escrow, and leave for the escrow to take the rest. */
    Identity depositor(Random random, Cogs inEscrow) {
        Identity payer = payer(random);
        token.approve(payer, escrow.address(), FUNDS, Toys.MINING);
        escrow.deposit(payer, inEscrow, Toys.MINING);
        return payer;
    }

    static String newKey(Random random) {
        byte[] key = new byte[32];
        random.nextBytes(key);
        key[0] &= 0x7f;
        return HexFormat.of().formatHex(key);
    }

    void fund(Address payer) {
        devnet.fund(payer, FUNDS);
    }

    @Override
    public void close() {
        node.close();
        session.close();
    }
}
