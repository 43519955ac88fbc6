package io.snet4j.cli.doctor;

import io.snet4j.SnetClient;
import io.snet4j.chain.Chain;
import io.snet4j.chain.EscrowEstimates;
import io.snet4j.chain.EscrowEstimates.Kind;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.cli.money.Ether;
import io.snet4j.cli.settings.ClientSettings;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.payment.Account;
import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** The key, and what its account has. */
final class PayerChecks implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final ClientSettings settings;
    private final Optional<SnetClient> payer;
    private final Findings findings;

    /** @param payer closed with this; empty if its key cannot be had, which was told already */
    PayerChecks(ClientSettings settings, Optional<SnetClient> payer, Findings findings) {
        this.settings = settings;
        this.payer = payer;
        this.findings = findings;
    }

    /** @return the client, if its key signs */
    Optional<SnetClient> run(boolean node) {
        boolean signs = payer.map(
                        client -> findings.check("key", "see that the signer runs and has this account's key", () -> {
                            client.signer().signMessage("snet4j doctor".getBytes(StandardCharsets.UTF_8));
                            return "signs for " + client.identity().address();
                        }))
                .orElse(false);
        if (payer.isEmpty() || !node) {
            findings.skipped(node ? "there is no key" : "the node or a contract is wrong", "tokens", "ether");
        } else {
            boolean funded = tokens(payer.get().account());
            ether(payer.get(), funded);
        }
        return payer.filter(client -> signs);
    }

    /** @return whether there is a channel with something in it */
    private boolean tokens(Account account) {
        return findings.look("tokens", "see that the contracts are those of the network", () -> {
                    Cogs wallet = account.tokenBalance();
                    Cogs escrow = account.escrowBalance();
                    Cogs channels = account.channels().stream()
                            .map(channel -> channel.onChain().value())
                            .reduce(Cogs.ZERO, Cogs::plus);
                    if (wallet.plus(escrow).plus(channels).isZero()) {
                        findings.wrong(
                                "tokens",
                                ExitCode.PAYMENT,
                                account.address() + " has no FET, in the wallet, the escrow or in channels",
                                "send FET to " + account.address() + "; on Sepolia a faucet gives some");
                    } else {
                        findings.ok(
                                "tokens",
                                wallet + " in the wallet, " + escrow + " in the escrow, " + channels + " in channels; "
                                        + "the escrow may take " + account.allowance());
                    }
                    return !channels.isZero();
                })
                .orElse(false);
    }

    private void ether(SnetClient client, boolean funded) {
        findings.look("ether", "see that the node answers", () -> {
            Wei there = Ether.of(settings.node(), client.identity().address());
            Wei needed = feesOfFirstCall(client);
            if (there.compareTo(needed) >= 0) {
                findings.ok("ether", there + "; a first deposit costs " + needed + " at most");
                return there;
            }
            String said = client.identity().address() + " has " + there + "; the fees of a first deposit are up to "
                    + needed + " at present prices";
            String wayOut = "send ether to " + client.identity().address();
            if (funded) {
                findings.note("ether", said + "; calls go on while a channel lasts", wayOut);
            } else {
                findings.wrong("ether", ExitCode.PAYMENT, said, wayOut);
            }
            return there;
        });
    }

    private Wei feesOfFirstCall(SnetClient client) {
        try (Chain chain = Chain.connect(settings.node(), TIMEOUT)) {
            EscrowEstimates estimates =
                    new MultiPartyEscrow(chain, client.network().escrow()).estimates();
            return estimates
                    .atMost(Kind.APPROVE)
                    .maxFee()
                    .plus(estimates.atMost(Kind.DEPOSIT_AND_OPEN_CHANNEL).maxFee());
        }
    }

    @Override
    public void close() {
        payer.ifPresent(SnetClient::close);
    }
}
