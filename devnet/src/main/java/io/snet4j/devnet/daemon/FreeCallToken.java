package io.snet4j.devnet.daemon;

import io.snet4j.identity.Identity;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Lets one user make free calls: the daemon's signature, an underscore, the last block for which it is good.
 *
 * @param bytes all of it
 * @param signature what is before the underscore
 */
record FreeCallToken(byte[] bytes, byte[] signature, BigInteger expiration) {
    private static final int V = 64;
    private static final int V_OF_ETHEREUM = 27;

    /** @throws GrpcFailure UNKNOWN if it has not this form */
    static FreeCallToken parse(byte[] bytes) {
        int separator = bytes.length - 1;
        while (separator >= 0 && bytes[separator] != '_') {
            separator--;
        }
        if (separator < 0) {
            throw GrpcFailure.unknown("no '_' found");
        }
        String block = new String(bytes, separator + 1, bytes.length - separator - 1, StandardCharsets.ISO_8859_1);
        if (!block.matches("[+-]?[0-9]{1,100}")) {
            throw GrpcFailure.unknown("invalid block number");
        }
        return new FreeCallToken(bytes, Arrays.copyOf(bytes, separator), new BigInteger(block));
    }

    static FreeCallToken sign(Identity daemon, Replica replica, Address user, String userId, BlockNumber expiration) {
        byte[] signature = daemon.signMessage(ProtocolMessages.freeCallDaemonToken(
                replica.organizationId(), replica.groupName(), user, Optional.of(userId), expiration));
        signature[V] -= V_OF_ETHEREUM;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(signature);
        bytes.writeBytes(("_" + expiration).getBytes(StandardCharsets.US_ASCII));
        return new FreeCallToken(bytes.toByteArray(), signature, expiration.value());
    }
}
