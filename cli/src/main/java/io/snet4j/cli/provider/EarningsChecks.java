package io.snet4j.cli.provider;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.chain.Chain;
import io.snet4j.chain.EscrowEstimates.Kind;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.cli.command.Context;
import io.snet4j.cli.doctor.Findings;
import io.snet4j.cli.money.Ether;
import io.snet4j.cli.settings.ClientSettings;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.provider.ProviderClaims;
import io.snet4j.provider.UnclaimedPayment;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
import java.time.Duration;
import java.util.List;

/** What is to be claimed, and whether the key that is used can. */
final class EarningsChecks {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final String CLAIM = "snet4j claims claim takes it";

    private final Context context;
    private final ClientSettings settings;
    private final ServiceClient opened;
    private final Findings findings;

    EarningsChecks(Context context, ClientSettings settings, ServiceClient opened, Findings findings) {
        this.context = context;
        this.settings = settings;
        this.opened = opened;
        this.findings = findings;
    }

    void run() {
        Address recipient = opened.group().recipient();
        if (!settings.hasKey()) {
            findings.skipped("no key is set; --key NAME takes that of " + recipient, "claimer", "ether", "claims");
            return;
        }
        findings.look("claimer", "snet4j key list shows the keys, snet4j key import NAME takes one in", context::client)
                .ifPresent(client -> {
                    try (client) {
                        claimer(client, recipient);
                    }
                });
    }

    private void claimer(SnetClient client, Address recipient) {
        Address own = client.identity().address();
        if (!own.equals(recipient)) {
            findings.wrong(
                    "claimer",
                    ExitCode.PAYMENT,
                    "the key that is used is that of " + own + ", and payments are for " + recipient,
                    "use the key of " + recipient + " with --key NAME; only it can claim");
            findings.skipped("the key is another's", "ether", "claims");
            return;
        }
        findings.ok("claimer", "the key that is used is that of " + own + ", for which payments are");
        try (Chain chain = Chain.connect(settings.node(), TIMEOUT)) {
            ether(client, chain);
            findings.look("claims", "look into the daemon's log", () -> {
                try (ProviderClaims claims = ProviderClaims.connect(
                        opened.group().endpoints().get(0),
                        chain,
                        client.network().escrow(),
                        client.identity())) {
                    unclaimed(claims.listUnclaimed(), chain.blockNumber());
                    interrupted(claims.listInProgress());
                }
                return own;
            });
        }
    }

    private void ether(SnetClient client, Chain chain) {
        findings.look("ether", "see that the node answers", () -> {
            Wei there = Ether.of(settings.node(), client.identity().address());
            Wei needed = new MultiPartyEscrow(chain, client.network().escrow())
                    .estimates()
                    .atMost(Kind.CHANNEL_CLAIM)
                    .maxFee();
            if (there.compareTo(needed) < 0) {
                findings.wrong(
                        "ether",
                        ExitCode.PAYMENT,
                        client.identity().address() + " has " + there + "; the fee of a claim is up to " + needed
                                + " at present prices",
                        "send ether to " + client.identity().address());
            } else {
                findings.ok("ether", there + "; a claim costs " + needed + " at most");
            }
            return there;
        });
    }

    private void unclaimed(List<UnclaimedPayment> payments, BlockNumber now) {
        Cogs all = sum(payments);
        BlockNumber soon = now.plus(opened.group().expirationThreshold());
        List<UnclaimedPayment> late = payments.stream()
                .filter(payment -> !payment.expiration().isAfter(soon))
                .toList();
        if (late.isEmpty()) {
            findings.ok("claims", all + " in " + payments.size() + " channel(s) to be claimed");
        } else {
            findings.wrong(
                    "claims",
                    ExitCode.PAYMENT,
                    sum(late) + " of " + all + " to be claimed are in " + late.size()
                            + " channel(s) that expire before block " + soon + "; it is block " + now,
                    CLAIM + "; from its expiration on, who paid may take it back");
        }
    }

    private void interrupted(List<UnclaimedPayment> payments) {
        if (!payments.isEmpty()) {
            findings.note(
                    "claims",
                    "claims of " + sum(payments) + " in " + payments.size() + " channel(s) were begun and not finished",
                    CLAIM + ", which finishes them first");
        }
    }

    private static Cogs sum(List<UnclaimedPayment> payments) {
        return payments.stream().map(UnclaimedPayment::amount).reduce(Cogs.ZERO, Cogs::plus);
    }
}
