package io.snet4j.state.jdbc;

import io.snet4j.internal.memory.ModelKey;
import io.snet4j.internal.memory.ServiceKey;
import io.snet4j.payment.SpendingBudget;
import io.snet4j.payment.SpendingScope;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.stream.Stream;

/** What strangers name may be long, and have characters that no column takes; its hash fits any index. */
final class Keys {
    private Keys() {}

    static byte[] of(ServiceKey service) {
        MessageDigest digest = sha256();
        add(digest, service);
        return digest.digest();
    }

    static byte[] of(ModelKey model) {
        MessageDigest digest = sha256();
        add(digest, model.service());
        add(digest, model.modelId());
        return digest.digest();
    }

    /** Of what is counted, however much of it a client allows. */
    static byte[] of(SpendingBudget budget) {
        MessageDigest digest = sha256();
        add(digest, budget.window().name());
        SpendingScope scope = budget.scope();
        Stream.of(scope.organizationId(), scope.serviceId(), scope.modelId())
                .flatMap(Optional::stream)
                .forEach(id -> add(digest, id));
        return digest.digest();
    }

    private static void add(MessageDigest digest, ServiceKey service) {
        add(digest, service.organizationId());
        add(digest, service.serviceId());
        digest.update(service.groupId().toBytes());
    }

    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_16BE);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
