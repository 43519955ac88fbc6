package io.snet4j.internal.memory;

import io.snet4j.chain.GroupId;
import io.snet4j.internal.core.LockRank;
import io.snet4j.internal.core.OrderedLock;
import io.snet4j.internal.memory.Batches.Change;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.Address;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Ends with the process. Waits for nothing but who raises marks of the same channel. */
public final class ProcessMemory implements Memory {
    private final ConcurrentMap<ChannelId, OfChannel> marks = new ConcurrentHashMap<>();
    private final Map<ServiceKey, String> bans = new ConcurrentHashMap<>();
    private final ConcurrentMap<ChannelId, NavigableMap<ChannelNonce, CallsAtNonce>> calls = new ConcurrentHashMap<>();
    private final ConcurrentMap<ServiceKey, Batches> batches = new ConcurrentHashMap<>();
    private final Map<Group, FoundChannels> found = new ConcurrentHashMap<>();
    private final BudgetCounters budgets;

    /** Oldest first. Guarded by itself. */
    private final Map<ModelKey, ModelPayment> models = new LinkedHashMap<>();

    /** @param lock held while they are raised; they are read without it */
    private record OfChannel(OrderedLock lock, NavigableMap<ChannelNonce, Mark> nonces) {}

    private record Group(Address recipient, GroupId id) {}

    public ProcessMemory() {
        this(Clock.systemUTC());
    }

    /** @param clock tells in which window of time a payment is */
    public ProcessMemory(Clock clock) {
        budgets = new ProcessBudgets(clock);
    }

    @Override
    public BudgetCounters budgets() {
        return budgets;
    }

    @Override
    public boolean outlivesProcess() {
        return false;
    }

    /** Takes no lock, because it may be asked for within {@link #raise}, and by who holds what that one needs. */
    @Override
    public NavigableMap<ChannelNonce, Mark> marks(ChannelId channel) {
        return new TreeMap<>(ofChannel(channel).nonces);
    }

    @Override
    public void raise(ChannelId channel, UnaryOperator<NavigableMap<ChannelNonce, Mark>> raise) {
        OfChannel kept = ofChannel(channel);
        kept.lock.run(() -> raise.apply(new TreeMap<>(kept.nonces))
                .forEach((nonce, mark) -> kept.nonces.merge(nonce, mark, Mark::max)));
    }

    private OfChannel ofChannel(ChannelId channel) {
        return marks.computeIfAbsent(
                channel, id -> new OfChannel(OrderedLock.of(LockRank.PROCESS_MEMORY), new ConcurrentSkipListMap<>()));
    }

    @Override
    public Hold hold(ChannelId channel, boolean urgently) {
        return Hold.OURS;
    }

    @Override
    public Optional<String> ban(ServiceKey service) {
        return Optional.ofNullable(bans.get(service));
    }

    @Override
    public void ban(ServiceKey service, String reason) {
        bans.put(service, reason);
    }

    @Override
    public void liftBan(ServiceKey service) {
        bans.remove(service);
    }

    @Override
    public void beginCall(SignedAmount payment, String client) {
        change(payment, before -> {
            Map<String, Cogs> running = new HashMap<>(before.running());
            running.put(client, payment.amount());
            return new CallsAtNonce(before.served(), running);
        });
    }

    @Override
    public void endCall(SignedAmount payment, String client, boolean served) {
        change(payment, before -> {
            Map<String, Cogs> running = new HashMap<>(before.running());
            running.remove(client);
            boolean higher = served && payment.amount().compareTo(before.served()) > 0;
            return new CallsAtNonce(higher ? payment.amount() : before.served(), running);
        });
    }

    private void change(SignedAmount payment, UnaryOperator<CallsAtNonce> change) {
        calls.compute(payment.channelId(), (channel, known) -> {
            NavigableMap<ChannelNonce, CallsAtNonce> nonces = known == null ? new ConcurrentSkipListMap<>() : known;
            ChannelNonce nonce = payment.nonce();
            nonces.put(nonce, change.apply(nonces.getOrDefault(nonce, CallsAtNonce.NONE)));
            nonces.headMap(CallsAtNonce.oldestKept(nonce), false).clear();
            return nonces;
        });
    }

    @Override
    public CallsAtNonce calls(ChannelId channel, ChannelNonce nonce) {
        NavigableMap<ChannelNonce, CallsAtNonce> nonces = calls.get(channel);
        return nonces == null ? CallsAtNonce.NONE : nonces.getOrDefault(nonce, CallsAtNonce.NONE);
    }

    @Override
    public Optional<ModelPayment> lastPayment(ModelKey model) {
        synchronized (models) {
            return Optional.ofNullable(models.get(model));
        }
    }

    @Override
    public Map<ModelKey, ModelPayment> lastPayments(ServiceKey service) {
        synchronized (models) {
            Map<ModelKey, ModelPayment> all = new HashMap<>(models);
            all.keySet().removeIf(key -> !key.service().equals(service));
            return all;
        }
    }

    @Override
    public void signed(ModelKey model, ModelPayment payment) {
        synchronized (models) {
            // So that the newest stands last.
            models.remove(model);
            models.put(model, payment);
            if (models.size() > MOST_MODELS) {
                models.remove(models.keySet().iterator().next());
            }
        }
    }

    @Override
    public void settled(ModelKey model, ModelPayment payment) {
        synchronized (models) {
            models.computeIfPresent(model, (key, last) -> last.payment().equals(payment.payment()) ? payment : last);
        }
    }

    @Override
    public <T> T batches(ServiceKey service, Function<Batches, Change<T>> change) {
        List<T> result = new ArrayList<>(1);
        batches.compute(service, (key, known) -> {
            Change<T> made = change.apply(known == null ? Batches.NONE : known);
            result.add(made.result());
            return made.after();
        });
        return result.get(0);
    }

    @Override
    public boolean beginBuying(ServiceKey service, String buyer) {
        return batches(service, known -> {
            boolean free = known.buyer().filter(other -> !other.equals(buyer)).isEmpty();
            return new Change<>(free ? known.boughtBy(Optional.of(buyer)) : known, free);
        });
    }

    @Override
    public void endBuying(ServiceKey service, String buyer) {
        batches(
                service,
                known -> new Change<>(known.boughtBy(known.buyer().filter(other -> !other.equals(buyer))), true));
    }

    @Override
    public Optional<FoundChannels> found(Address recipient, GroupId group) {
        return Optional.ofNullable(found.get(new Group(recipient, group)));
    }

    @Override
    public void found(Address recipient, GroupId group, FoundChannels channels) {
        found.put(new Group(recipient, group), channels);
    }

    @Override
    public String toString() {
        return "the memory of this process";
    }
}
