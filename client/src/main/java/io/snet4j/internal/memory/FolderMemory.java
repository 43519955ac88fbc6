package io.snet4j.internal.memory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.chain.GroupId;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.Address;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** In the files of a {@link StateFolder}. What is damaged there counts as not kept. */
public final class FolderMemory implements Memory {
    private static final Path BANS = Path.of("banned.json");
    private static final Path MODELS = Path.of("models.json");

    private final StateFolder folder;
    private final BudgetCounters budgets;
    private final FolderBatches batches;

    public FolderMemory(StateFolder folder) {
        this(folder, Clock.systemUTC());
    }

    /** @param clock tells in which window of time a payment is */
    public FolderMemory(StateFolder folder, Clock clock) {
        this(folder, new FolderBudgets(folder, clock, BudgetCounters.Earlier.NOTHING));
    }

    /** @param budgets in whichever place */
    FolderMemory(StateFolder folder, BudgetCounters budgets) {
        this.folder = folder;
        this.budgets = budgets;
        this.batches = new FolderBatches(folder);
    }

    @Override
    public BudgetCounters budgets() {
        return budgets;
    }

    @Override
    public boolean outlivesProcess() {
        return true;
    }

    @Override
    public NavigableMap<ChannelNonce, Mark> marks(ChannelId channel) throws IOException {
        return folder.read(marksOf(channel)).map(MarkText::read).orElseGet(TreeMap::new);
    }

    @Override
    public void raise(ChannelId channel, UnaryOperator<NavigableMap<ChannelNonce, Mark>> raise) throws IOException {
        folder.update(marksOf(channel), old -> {
            NavigableMap<ChannelNonce, Mark> kept = old.map(MarkText::read).orElseGet(TreeMap::new);
            raise.apply(new TreeMap<>(kept)).forEach((nonce, mark) -> kept.merge(nonce, mark, Mark::max));
            return MarkText.write(kept);
        });
    }

    private static Path marksOf(ChannelId channel) {
        return Path.of("channel-" + channel + ".json");
    }

    @Override
    public Hold hold(ChannelId channel, boolean urgently) {
        return Hold.OURS;
    }

    @Override
    public Optional<String> ban(ServiceKey service) throws IOException {
        return folder.read(BANS)
                .flatMap(json -> Optional.ofNullable(json.get(name(service))))
                .map(JsonNode::asText);
    }

    @Override
    public void ban(ServiceKey service, String reason) throws IOException {
        folder.update(BANS, old -> object(old).put(name(service), reason));
    }

    @Override
    public void liftBan(ServiceKey service) throws IOException {
        folder.update(BANS, old -> object(old).without(name(service)));
    }

    private static String name(ServiceKey service) {
        return service.organizationId() + "/" + service.serviceId() + "/" + service.groupId();
    }

    @Override
    public void beginCall(SignedAmount payment, String client) throws IOException {
        change(payment, nonce -> CallText.begin(nonce, payment, client));
    }

    @Override
    public void endCall(SignedAmount payment, String client, boolean served) throws IOException {
        change(payment, nonce -> CallText.end(nonce, payment, client, served));
    }

    private void change(SignedAmount payment, Consumer<ObjectNode> change) throws IOException {
        try {
            folder.updateQuickly(callsOf(payment.channelId()), old -> {
                ObjectNode json = object(old);
                change.accept(json.withObject("/" + payment.nonce()));
                CallText.forgetBefore(payment.nonce(), json);
                return json;
            });
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            throw new IOException("the calls on payment channel " + payment.channelId() + " are damaged in " + this, e);
        }
    }

    @Override
    public CallsAtNonce calls(ChannelId channel, ChannelNonce nonce) throws IOException {
        return folder.read(callsOf(channel))
                .map(json -> CallText.read(json.path(nonce.toString())))
                .orElse(CallsAtNonce.NONE);
    }

    private static Path callsOf(ChannelId channel) {
        return Path.of("calls-" + channel + ".json");
    }

    @Override
    public Optional<ModelPayment> lastPayment(ModelKey model) throws IOException {
        return folder.read(MODELS).flatMap(json -> ModelPaymentText.read(json, model));
    }

    @Override
    public Map<ModelKey, ModelPayment> lastPayments(ServiceKey service) throws IOException {
        return folder.read(MODELS)
                .map(json -> ModelPaymentText.of(service, json))
                .orElseGet(Map::of);
    }

    @Override
    public void signed(ModelKey model, ModelPayment payment) throws IOException {
        folder.update(MODELS, old -> put(object(old), model, payment));
    }

    @Override
    public void settled(ModelKey model, ModelPayment payment) throws IOException {
        folder.updateQuickly(MODELS, old -> {
            ObjectNode json = object(old);
            return ModelPaymentText.read(json, model)
                            .filter(last -> last.payment().equals(payment.payment()))
                            .isPresent()
                    ? put(json, model, payment)
                    : json;
        });
    }

    private static ObjectNode put(ObjectNode json, ModelKey model, ModelPayment payment) {
        ModelPaymentText.put(json, model, payment);
        while (json.size() > MOST_MODELS) {
            json.remove(json.fieldNames().next());
        }
        return json;
    }

    @Override
    public <T> T batches(ServiceKey service, Function<Batches, Batches.Change<T>> change) throws IOException {
        return batches.change(name(service), change);
    }

    @Override
    public boolean beginBuying(ServiceKey service, String buyer) throws IOException {
        return batches.begin(name(service), buyer);
    }

    @Override
    public void endBuying(ServiceKey service, String buyer) throws IOException {
        batches.end(name(service), buyer);
    }

    @Override
    public Optional<FoundChannels> found(Address recipient, GroupId group) throws IOException {
        return folder.read(foundOf(recipient, group)).flatMap(FoundText::read);
    }

    @Override
    public void found(Address recipient, GroupId group, FoundChannels channels) throws IOException {
        folder.update(foundOf(recipient, group), old -> FoundText.write(channels));
    }

    private static Path foundOf(Address recipient, GroupId group) {
        String hex = new BigInteger(1, group.toBytes()).toString(16);
        return Path.of("group-" + recipient.toString().toLowerCase(Locale.ROOT) + "-" + hex + ".json");
    }

    private static ObjectNode object(Optional<JsonNode> old) {
        return old.filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .orElseGet(JsonNodeFactory.instance::objectNode);
    }

    @Override
    public String toString() {
        return "the state directory " + folder.path();
    }
}
