package io.snet4j.devnet.daemon;

import io.snet4j.identity.ProtocolMessages;
import io.snet4j.value.Address;
import java.math.BigInteger;
import java.util.Optional;

/** Whether somebody may make a free call. Blocks on the chain. */
final class FreeCallCheck {
    private static final BigInteger WORDS = BigInteger.ONE.shiftLeft(256);

    private final Replica replica;
    private final Blocks blocks;

    FreeCallCheck(Replica replica, Blocks blocks) {
        this.replica = replica;
        this.blocks = blocks;
    }

    /**
     * What came with a call or with the question how many are left.
     *
     * @param address as spelled
     * @param userId empty for none
     * @param block for which it was signed
     */
    record FreeCall(String address, String userId, BigInteger block, byte[] signature, FreeCallToken token) {}

    /** @throws GrpcFailure UNAUTHENTICATED for what is signed wrongly, UNKNOWN for what has expired */
    void check(FreeCall call) {
        if (!tokenSigner(call).equals(replica.freeCallSigner())) {
            throw GrpcFailure.unauthenticated(Texts.FREE_CALL_TOKEN_OF_OTHERS);
        }
        if (call.token().expiration().compareTo(blocks.head()) < 0) {
            throw GrpcFailure.unknown(Texts.FREE_CALL_TOKEN_EXPIRED);
        }
        blocks.check(call.block(), Blocks.WINDOW);
    }

    private Address tokenSigner(FreeCall call) {
        Optional<String> userId = Optional.of(call.userId());
        try {
            Address signer = Signers.of(
                    ProtocolMessages.freeCallPayment(
                            call.address(),
                            userId,
                            replica.organizationId(),
                            replica.serviceId(),
                            replica.groupId().toString(),
                            packed(call.block()),
                            call.token().bytes()),
                    call.signature());
            if (!signer.equals(Signers.parse(call.address()))) {
                throw GrpcFailure.unknown(Texts.unauthorizedSigner(call.address(), signer));
            }
            return Signers.of(
                    ProtocolMessages.freeCallDaemonToken(
                            replica.organizationId(),
                            replica.groupName(),
                            signer,
                            userId,
                            packed(call.token().expiration())),
                    call.token().signature());
        } catch (GrpcFailure e) {
            throw GrpcFailure.unauthenticated(Texts.signInvalid(e.text()));
        }
    }

    /** Who signed a request for a token. */
    Address requester(String address, String userId, long block, byte[] signature) {
        return Signers.of(
                ProtocolMessages.freeCallTokenRequest(
                        address,
                        Optional.of(userId),
                        replica.organizationId(),
                        replica.serviceId(),
                        replica.groupId().toString(),
                        packed(BigInteger.valueOf(block))),
                signature);
    }

    /** A number as the daemon signs it: without its sign and without what is beyond 256 bits. */
    private static long packed(BigInteger number) {
        BigInteger word = number.abs().mod(WORDS);
        // What is longer nobody has signed.
        return word.bitLength() < Long.SIZE ? word.longValue() : Long.MAX_VALUE;
    }
}
