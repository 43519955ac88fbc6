package io.snet4j.devnet.daemon;

import io.snet4j.value.Address;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** Maps. */
final class InMemoryStore extends DaemonStore {
    private final Map<BigInteger, StoredChannel> channels = new ConcurrentHashMap<>();
    private final Set<BigInteger> locks = ConcurrentHashMap.newKeySet();
    private final Map<ClaimKey, StoredClaim> claims = new ConcurrentHashMap<>();
    private final Map<String, StoredModel> models = new ConcurrentHashMap<>();
    private final Map<String, List<String>> modelsOfUsers = new ConcurrentHashMap<>();
    private final List<String> publicModels = new CopyOnWriteArrayList<>();
    private final Set<String> pendingModels = ConcurrentHashMap.newKeySet();

    private final Map<BigInteger, PrepaidUsage> prepaid = new ConcurrentHashMap<>();
    private final Map<FreeCallUser, Long> freeCalls = new ConcurrentHashMap<>();
    private final Set<FreeCallUser> userLocks = ConcurrentHashMap.newKeySet();

    private record ClaimKey(BigInteger channelId, BigInteger nonce) {}

    @Override
    Optional<StoredChannel> stored(BigInteger id) {
        return Optional.ofNullable(channels.get(id));
    }

    @Override
    public List<StoredClaim> claims() {
        return List.copyOf(claims.values());
    }

    @Override
    List<StoredChannel> channels() {
        return List.copyOf(channels.values());
    }

    @Override
    void put(StoredChannel channel) {
        channels.put(channel.id(), channel);
    }

    @Override
    boolean tryLock(BigInteger channelId) {
        return locks.add(channelId);
    }

    @Override
    void unlock(BigInteger channelId) {
        locks.remove(channelId);
    }

    @Override
    Optional<PrepaidUsage> usage(BigInteger channelId) {
        return Optional.ofNullable(prepaid.get(channelId));
    }

    @Override
    void updatePrepaid(BigInteger channelId, UnaryOperator<PrepaidUsage> change) {
        prepaid.compute(channelId, (id, usage) -> change.apply(usage == null ? PrepaidUsage.NONE : usage));
    }

    @Override
    public long freeCallsMade(Address user) {
        return freeCalls.entrySet().stream()
                .filter(entry -> entry.getKey().parsed().equals(user))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @Override
    long freeCallsMade(FreeCallUser user) {
        return freeCalls.getOrDefault(user, 0L);
    }

    @Override
    void putFreeCallsMade(FreeCallUser user, long calls) {
        freeCalls.put(user, calls);
    }

    @Override
    boolean tryLock(FreeCallUser user) {
        return userLocks.add(user);
    }

    @Override
    void unlock(FreeCallUser user) {
        userLocks.remove(user);
    }

    @Override
    Optional<StoredClaim> claim(BigInteger channelId, BigInteger nonce) {
        return Optional.ofNullable(claims.get(new ClaimKey(channelId, nonce)));
    }

    @Override
    void put(StoredClaim claim) {
        claims.put(new ClaimKey(claim.channelId(), claim.nonce().value()), claim);
    }

    @Override
    void remove(StoredClaim claim) {
        claims.remove(new ClaimKey(claim.channelId(), claim.nonce().value()));
    }

    @Override
    Optional<StoredModel> model(String id) {
        return Optional.ofNullable(models.get(id));
    }

    @Override
    void put(StoredModel model) {
        models.put(model.id(), model);
    }

    @Override
    Optional<StoredModel> updateModel(String id, UnaryOperator<StoredModel> change) {
        return Optional.ofNullable(models.computeIfPresent(id, (key, model) -> change.apply(model)));
    }

    @Override
    List<String> modelsOf(String lowerCaseAddress) {
        return modelsOfUsers.getOrDefault(lowerCaseAddress, List.of());
    }

    @Override
    void updateModelsOf(String lowerCaseAddress, UnaryOperator<List<String>> change) {
        modelsOfUsers.compute(lowerCaseAddress, (key, ids) -> List.copyOf(change.apply(ids == null ? List.of() : ids)));
    }

    @Override
    List<String> publicModels() {
        return List.copyOf(publicModels);
    }

    @Override
    void addPublicModel(String id) {
        publicModels.add(id);
    }

    @Override
    Set<String> pendingModels() {
        return Set.copyOf(pendingModels);
    }

    @Override
    void addPendingModel(String id) {
        pendingModels.add(id);
    }

    @Override
    void removePendingModel(String id) {
        pendingModels.remove(id);
    }
}
