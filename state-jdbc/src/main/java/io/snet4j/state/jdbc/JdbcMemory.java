package io.snet4j.state.jdbc;

import io.snet4j.chain.GroupId;
import io.snet4j.internal.memory.Batches;
import io.snet4j.internal.memory.BudgetCounters;
import io.snet4j.internal.memory.CallsAtNonce;
import io.snet4j.internal.memory.FoundChannels;
import io.snet4j.internal.memory.Mark;
import io.snet4j.internal.memory.Memory;
import io.snet4j.internal.memory.ModelKey;
import io.snet4j.internal.memory.ModelPayment;
import io.snet4j.internal.memory.ServiceKey;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.Address;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** In tables, for clients on all machines that reach them. */
final class JdbcMemory implements Memory {
    /** So many times in the life of a hold it is renewed. */
    private static final int RENEWALS = 3;

    private final PayerRow payer;
    private final MarkTable marks;
    private final HeldChannels holds;
    private final JdbcBudgets budgets;
    private final SenderTurn sender;
    private final Tending tending;
    private final CallTable calls;
    private final BanTable bans;
    private final ModelTable models;
    private final FoundTable found;
    private final PrepaidTable prepaid;

    /** @param life of a hold that is not renewed */
    JdbcMemory(Database database, PayerRow payer, Duration life, LongSupplier clock) {
        String self = UUID.randomUUID().toString();
        this.payer = payer;
        PayerBudget budget = new PayerBudget(database, payer);
        marks = new MarkTable(database, payer, self, budget);
        calls = new CallTable(database, payer);
        bans = new BanTable(database, payer, life, clock);
        holds = new HeldChannels(new HoldTable(database, payer, self, life), marks, calls, budget, bans, clock);
        budgets = new JdbcBudgets(new BudgetRows(database, payer, self, life), budget, life, clock);
        sender = new SenderTurn(database, payer, self, life);
        tending = new Tending(this::tend, life.dividedBy(RENEWALS));
        models = new ModelTable(database, payer);
        found = new FoundTable(database, payer);
        prepaid = new PrepaidTable(database, payer, life);
    }

    private void tend() throws IOException, InterruptedException {
        sender.renew();
        budgets.tend();
        prepaid.renewTurns();
        holds.tend();
    }

    @Override
    public BudgetCounters budgets() {
        tending.begin();
        return budgets;
    }

    @Override
    public boolean marksAhead() {
        return true;
    }

    @Override
    public boolean outlivesProcess() {
        return true;
    }

    @Override
    public NavigableMap<ChannelNonce, Mark> marks(ChannelId channel) throws IOException {
        Optional<NavigableMap<ChannelNonce, Mark>> held = holds.marks(channel);
        return held.isPresent() ? held.get() : marks.marks(channel);
    }

    @Override
    public void raise(ChannelId channel, UnaryOperator<NavigableMap<ChannelNonce, Mark>> raise) throws IOException {
        if (!holds.raise(channel, raise)) {
            marks.raise(channel, raise);
        }
    }

    @Override
    public Hold hold(ChannelId channel, boolean urgently) throws IOException {
        tending.begin();
        return holds.hold(channel, urgently);
    }

    @Override
    public Optional<String> ban(ServiceKey service) throws IOException {
        return bans.reason(service);
    }

    @Override
    public void ban(ServiceKey service, String reason) throws IOException {
        bans.put(service, reason);
    }

    @Override
    public void liftBan(ServiceKey service) throws IOException {
        bans.lift(service);
    }

    @Override
    public void beginCall(SignedAmount payment, String client) throws IOException {
        if (!holds.beginCall(payment, client)) {
            calls.begin(payment, client);
        }
    }

    @Override
    public void endCall(SignedAmount payment, String client, boolean served) throws IOException {
        if (!holds.endCall(payment, client, served)) {
            calls.end(payment, client, served);
        }
    }

    @Override
    public CallsAtNonce calls(ChannelId channel, ChannelNonce nonce) throws IOException {
        return calls.calls(channel, nonce);
    }

    @Override
    public Optional<ModelPayment> lastPayment(ModelKey model) throws IOException {
        return models.last(model);
    }

    @Override
    public Map<ModelKey, ModelPayment> lastPayments(ServiceKey service) throws IOException {
        return models.lastOf(service);
    }

    @Override
    public void signed(ModelKey model, ModelPayment payment) throws IOException {
        models.signed(model, payment);
    }

    @Override
    public void settled(ModelKey model, ModelPayment payment) throws IOException {
        models.settled(model, payment);
    }

    @Override
    public Optional<FoundChannels> found(Address recipient, GroupId group) throws IOException {
        return found.find(recipient, group);
    }

    @Override
    public void found(Address recipient, GroupId group, FoundChannels channels) throws IOException {
        found.put(recipient, group, channels);
    }

    @Override
    public <T> T batches(ServiceKey service, Function<Batches, Batches.Change<T>> change) throws IOException {
        return prepaid.change(service, change);
    }

    @Override
    public boolean beginBuying(ServiceKey service, String buyer) throws IOException {
        tending.begin();
        return prepaid.beginBuying(service, buyer);
    }

    @Override
    public void endBuying(ServiceKey service, String buyer) throws IOException {
        prepaid.endBuying(service, buyer);
    }

    @Override
    public boolean isOfManyMachines() {
        return true;
    }

    @Override
    public void beginSending(Duration most) throws IOException, InterruptedException {
        tending.begin();
        sender.begin(most);
    }

    @Override
    public void endSending() {
        sender.end();
    }

    @Override
    public void close() {
        tending.end();
        holds.handBackAll();
        budgets.giveBackAll();
    }

    @Override
    public String toString() {
        return "the database (" + payer + ")";
    }
}
