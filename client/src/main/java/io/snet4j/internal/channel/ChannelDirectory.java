package io.snet4j.internal.channel;

import io.snet4j.chain.GroupId;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.internal.ledger.Ledger;
import io.snet4j.internal.memory.ServiceKey;
import io.snet4j.internal.onchain.PayerAccount;
import io.snet4j.payment.OwnChannel;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The payer's channels, by group and service. Services of one group share what there is. Thread-safe. */
public final class ChannelDirectory {
    private final PayerAccount account;
    private final ChannelCache cache;
    private final Ledger ledger;
    private final Map<ChannelId, SharedChannel> desks = new ConcurrentHashMap<>();
    private final Map<GroupKey, GroupSearch> searches = new ConcurrentHashMap<>();
    private final Map<ViewKey, GroupChannels> views = new ConcurrentHashMap<>();

    public ChannelDirectory(PayerAccount account, ChannelCache cache, Ledger ledger) {
        this.account = account;
        this.cache = cache;
        this.ledger = ledger;
    }

    /** What all services share that pay from a channel. */
    private SharedChannel desk(ChannelId channelId) {
        return desks.computeIfAbsent(channelId, id -> new SharedChannel());
    }

    /** The channels to a recipient, as the daemons of one service tell of them. */
    public GroupChannels channelsTo(Address recipient, ServiceKey service) {
        GroupKey group = new GroupKey(recipient, service.groupId());
        GroupSearch search =
                searches.computeIfAbsent(group, key -> new GroupSearch(account, cache, recipient, service.groupId()));
        return views.computeIfAbsent(
                new ViewKey(group, service), key -> new GroupChannels(account, ledger, this::desk, search));
    }

    /** Tells all services that may pay from it. */
    void changed(PaymentChannel channel) {
        GroupKey group = new GroupKey(channel.recipient(), channel.groupId());
        views.forEach((key, view) -> {
            if (key.group.equals(group)) {
                view.changed(channel);
            }
        });
    }

    /** As the user sees it. */
    public OwnChannel view(PaymentChannel channel, BlockNumber block) {
        int waiting = desk(channel.id()).queue().length();
        boolean expired = !channel.expiration().isAfter(block);
        return new OwnChannel(
                channel,
                ledger.marks().claimable(channel),
                waiting,
                expired && !channel.value().isZero());
    }

    private record GroupKey(Address recipient, GroupId groupId) {}

    private record ViewKey(GroupKey group, ServiceKey service) {}
}
