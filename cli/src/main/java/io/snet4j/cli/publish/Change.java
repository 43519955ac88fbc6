package io.snet4j.cli.publish;

import io.snet4j.chain.Receipt;
import io.snet4j.cli.money.TransactionPlan;
import io.snet4j.cli.shell.Output;
import io.snet4j.publish.FieldDifference;
import io.snet4j.publish.PublishPlan;
import io.snet4j.publish.PublishResult;
import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a change does, or would do, as commands print it.
 *
 * @param what is changed, in words
 * @param action the transaction in small letters: create_service; nothing if there is none
 * @param sent whether it was
 * @param differences between what is published and what would be
 * @param warnings what is no reason not to publish
 * @param obstacle why it would fail now
 * @param maxFee what the transaction may cost, in wei
 * @param fee what it did cost, in wei, where the node tells; of what is published so already, what that cost
 * @param file where the metadata file is
 * @param api where the proto files are
 * @param transaction its hash
 */
record Change(
        String what,
        String action,
        boolean sent,
        List<Difference> differences,
        List<String> warnings,
        Optional<String> obstacle,
        Wei maxFee,
        Optional<Wei> fee,
        Optional<String> file,
        Optional<String> api,
        Optional<String> transaction) {
    /** One field, in the platform's words and in JSON. */
    record Difference(String field, Optional<String> before, Optional<String> after) {
        static Difference of(FieldDifference difference) {
            return new Difference(difference.path(), difference.before(), difference.after());
        }
    }

    static Change of(String what, PublishPlan plan) {
        return new Change(
                what,
                words(plan),
                false,
                plan.differences().stream().map(Difference::of).toList(),
                plan.warnings().stream().map(Object::toString).toList(),
                plan.obstacle(),
                plan.maxFee(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Of a service whose organization is not published yet. */
    static Change later(String what) {
        return new Change(
                what,
                "create_service",
                false,
                List.of(),
                List.of(),
                Optional.of("its organization is published first"),
                Wei.ZERO,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    Change ofNobody() {
        return new Change(
                what, action, sent, differences, warnings, Optional.empty(), Wei.ZERO, fee, file, api, transaction);
    }

    boolean createsOrganization() {
        return action.equals("create_organization");
    }

    private static String words(PublishPlan plan) {
        return plan.action().name().toLowerCase(Locale.ROOT);
    }

    Change made(PublishResult result) {
        return new Change(
                what,
                action,
                result.transaction().isPresent(),
                differences,
                warnings,
                obstacle,
                maxFee,
                result.transaction().isPresent() ? result.fee() : Optional.empty(),
                result.file().map(URI::toString),
                result.api().map(URI::toString),
                result.transaction().map(receipt -> receipt.transactionHash()));
    }

    /** By an earlier run, or by somebody else. */
    Change publishedBy(Receipt receipt) {
        return new Change(
                what,
                action,
                sent,
                differences,
                warnings,
                obstacle,
                maxFee,
                receipt.fee(),
                file,
                api,
                Optional.of(receipt.transactionHash()));
    }

    boolean isNothing() {
        return action.equals("nothing");
    }

    TransactionPlan transactions() {
        return new TransactionPlan(List.of(new TransactionPlan.Step(action.replace('_', ' '), Cogs.ZERO, maxFee)));
    }

    void print(Output output) {
        output.field(
                what,
                isNothing()
                        ? "is published so already"
                        : action.replace('_', ' ') + (maxFee.isZero() ? "" : ", fee at most " + maxFee));
        if (!sent) {
            printDifferences(output);
        }
        warnings.forEach(warning -> output.field("warning", warning));
        obstacle.ifPresent(why -> output.field("obstacle", why));
        file.ifPresent(uri -> output.field("file", uri));
        api.ifPresent(uri -> output.field("api", uri));
        transaction.ifPresent(hash -> output.field("transaction", hash));
        fee.ifPresent(paid -> output.field("fee", paid));
    }

    void printDifferences(Output output) {
        for (Difference each : differences) {
            each.before().ifPresent(before -> output.field("  -", each.field() + ": " + before));
            each.after().ifPresent(after -> output.field("  +", each.field() + ": " + after));
        }
    }
}
