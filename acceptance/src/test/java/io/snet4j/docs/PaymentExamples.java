package io.snet4j.docs;

import io.snet4j.ServiceClient;
import io.snet4j.ServiceOptions;
import io.snet4j.SnetClient;
import io.snet4j.chain.FeeLimit;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.payment.Account;
import io.snet4j.payment.AuditEntry;
import io.snet4j.payment.BudgetState;
import io.snet4j.payment.ChannelState;
import io.snet4j.payment.PaymentAudit;
import io.snet4j.payment.PaymentListener;
import io.snet4j.payment.PaymentPlan;
import io.snet4j.payment.PaymentStrategy;
import io.snet4j.payment.Payments;
import io.snet4j.payment.Reconciliation;
import io.snet4j.payment.SignedAmount;
import io.snet4j.payment.SpendingBudget;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.payment.SpendingScope;
import io.snet4j.value.BlockCount;
import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
import java.io.IOException;
import java.nio.file.Path;

/** The pieces of docs/payments.md. */
final class PaymentExamples {
    private final SnetClient.Builder builder;

    PaymentExamples(SnetClient.Builder builder) {
        this.builder = builder;
    }

    SnetClient limits(Path folder) {
        // docs
        var limit = SpendingLimit.builder()
                .perCall(Cogs.ofFet("0.1"))
                .total(Cogs.ofFet("5"))
                .channelDeposit(Cogs.ofFet("1"))
                .build();
        var client = builder.spendingLimit(limit)
                .stateDirectory(folder.resolve("state"))
                .auditFile(folder.resolve("payments.jsonl"))
                .build();
        // end
        return client;
    }

    SpendingLimit budgets() {
        // docs
        var limit = SpendingLimit.builder()
                .budget(SpendingBudget.of(Cogs.ofFet("5")).perDay())
                .budget(SpendingBudget.of(Cogs.ofFet("20")).perMonth().forOrganization("snet"))
                .allow(SpendingScope.organization("snet"))
                .deny(SpendingScope.service("snet", "example-service"))
                .approve(Cogs.ofFet("1"), payment -> payment.serviceId().equals("image-training"))
                .build();
        // end
        return limit;
    }

    void used(SnetClient client) {
        // docs
        for (BudgetState state : client.account().budgets()) {
            System.out.println(state.budget() + ": " + state.used() + " used, " + state.left() + " left");
        }
        // end
    }

    SpendingLimit fees() {
        // docs
        var limit = SpendingLimit.builder()
                .feeLimit(new FeeLimit(Wei.ofEther("0.01"), Wei.ofEther("0.1")))
                .build();
        // end
        return limit;
    }

    void plan(Payments payments) {
        // docs
        PaymentPlan plan = payments.plan(Cogs.ofFet("0.05"));
        System.out.println(plan.transactions() + ", " + plan.deposit() + " deposited, at most " + plan.maxFee()
                + " in fees" + plan.obstacle().map(why -> "; but " + why).orElse(""));
        // end
    }

    void channels(Payments payments) {
        // docs
        PaymentChannel channel = payments.openChannel(Cogs.ofFet("0.5"));
        payments.addFunds(channel.id(), Cogs.ofFet("0.25"));
        payments.extend(channel.id(), channel.expiration().plus(BlockCount.of(1000)));
        for (ChannelState state : payments.channelStates()) {
            System.out.println(state.id() + ": " + state.available() + " left, expires at block "
                    + state.onChain().expiration());
        }
        // end
    }

    void account(SnetClient client) {
        // docs
        Account account = client.account();
        account.deposit(Cogs.ofFet("2"));
        account.withdraw(Cogs.ofFet("1"));
        System.out.println(account.tokenBalance() + " as tokens, " + account.escrowBalance() + " in the escrow");
        account.refundExpired().forEach(System.out::println);
        // end
    }

    void reconcile(SnetClient client) {
        // docs
        Reconciliation found = client.account().reconcile();
        System.out.println(found.spent() + " spent, " + found.refused() + " signed for refused calls");
        for (SignedAmount payment : found.charged()) {
            System.out.println(payment.price() + " taken for nothing: " + payment.method());
        }
        // end
    }

    ServiceClient prepaid(SnetClient client) {
        // docs
        var options = ServiceOptions.builder()
                .payment(PaymentStrategy.automatic().prepaid(Cogs.ofFet("0.01")))
                .build();
        var service = client.openService("example-org", "example-service", options);
        // end
        return service;
    }

    SnetClient.Builder listen() {
        // docs
        builder.onPayment(new PaymentListener() {
            @Override
            public void onSigned(SignedAmount payment) {
                System.out.println("signed " + payment.price() + " for " + payment.method());
            }

            @Override
            public void onSettled(SignedAmount payment, Charge charge) {
                System.out.println(charge + ": " + payment.method());
            }
        });
        // end
        return builder;
    }

    int audit(Path folder) throws IOException {
        int unknown = 0;
        // docs
        for (AuditEntry entry : PaymentAudit.read(folder.resolve("payments.jsonl"))) {
            if (entry instanceof AuditEntry.Settled settled && settled.charge() == Charge.UNKNOWN) {
                unknown++;
            }
        }
        // end
        return unknown;
    }
}
