package io.snet4j.cli.publish;

import io.snet4j.SnetClient;
import io.snet4j.chain.Receipt;
import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.TransactionOptions;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.RefusedException;
import io.snet4j.errors.ChainException;
import io.snet4j.publish.PublishPlan;
import io.snet4j.publish.Publisher;
import io.snet4j.publish.RegistryChange;
import io.snet4j.storage.ContentStore;
import io.snet4j.value.Wei;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Of commands that change the Registry: shows the plan, asks, and makes the change. */
final class PublishOptions {
    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Stores stores;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private TransactionOptions transactions;

    @Option(
            names = "--max-fee",
            paramLabel = "AMOUNT",
            converter = Fees.class,
            description = "Refuse if the fee may be more: 0.01ether, 500gwei, or a number of wei.")
    private @Nullable Wei maxFee;

    int run(Context context, Wanted wanted) {
        try (SnetClient client = context.client();
                ContentStore store = stores.open(context.settings())) {
            Publisher publisher = client.publisher(store);
            PublishPlan plan = publisher.plan(wanted.change());
            Change change = Change.of(wanted.what(), plan);
            requireAffordable(change);
            if (change.isNothing()) {
                change = last(publisher, wanted.change())
                        .map(change::publishedBy)
                        .orElse(change);
            } else if (change.obstacle().isEmpty()) {
                show(context, change);
                if (transactions.agreed(context, what(change), change.transactions())) {
                    change = change.made(publisher.apply(plan));
                }
            }
            context.output().print(change, shown -> shown.print(context.output()));
            if (!change.sent() && change.obstacle().isPresent()) {
                throw new RefusedException(change.obstacle().get() + "; nothing was sent", ExitCode.REFUSED_INPUT);
            }
            return ExitCode.OK;
        }
    }

    /** Whoever killed an earlier run has not seen what it paid. No reason to fail, where the node has no logs. */
    private static Optional<Receipt> last(Publisher publisher, RegistryChange change) {
        try {
            if (change instanceof RegistryChange.PublishService service) {
                return publisher.lastTransaction(service.organizationId(), service.serviceId());
            }
            return change instanceof RegistryChange.PublishOrganization organization
                    ? publisher.lastTransaction(organization.organizationId())
                    : Optional.empty();
        } catch (ChainException e) {
            return Optional.empty();
        }
    }

    /** Before the question, where somebody reads it. */
    private static void show(Context context, Change change) {
        if (context.shell().terminal().isErr() && !context.output().json()) {
            context.output().note(what(change) + ":");
            for (Change.Difference each : change.differences()) {
                each.before().ifPresent(before -> context.output().note("  - " + each.field() + ": " + before));
                each.after().ifPresent(after -> context.output().note("  + " + each.field() + ": " + after));
            }
            change.warnings().forEach(warning -> context.output().note("  warning: " + warning));
        }
    }

    private static String what(Change change) {
        return "the change of " + change.what() + " (" + change.action().replace('_', ' ') + ")";
    }

    private void requireAffordable(Change change) {
        if (maxFee != null && change.maxFee().compareTo(maxFee) > 0) {
            throw new RefusedException(
                    what(change) + " may cost " + change.maxFee() + " in fees, more than --max-fee " + maxFee
                            + "; nothing was sent",
                    ExitCode.PAYMENT);
        }
    }
}
