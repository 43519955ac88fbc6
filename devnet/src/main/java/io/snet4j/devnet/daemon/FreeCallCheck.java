package io.snet4j.devnet.daemon;

import io.snet4j.value.Address;
import java.math.BigInteger;

/** Whether somebody may make a free call. Blocks on the chain. */
final class FreeCallCheck {
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
        try {
            Address signer = Signers.of(
                    SignedMessages.freeCall(
                            call.address(),
                            call.userId(),
                            replica,
                            call.block(),
                            call.token().bytes()),
                    call.signature());
            if (!signer.equals(Signers.parse(call.address()))) {
                throw GrpcFailure.unknown(Texts.unauthorizedSigner(call.address(), signer));
            }
            return Signers.of(
                    SignedMessages.freeCallToken(
                            replica, signer, call.userId(), call.token().expiration()),
                    call.token().signature());
        } catch (GrpcFailure e) {
            throw GrpcFailure.unauthenticated(Texts.signInvalid(e.text()));
        }
    }

    /** Who signed a request for a token. */
    Address requester(String address, String userId, long block, byte[] signature) {
        return Signers.of(
                SignedMessages.freeCall(address, userId, replica, BigInteger.valueOf(block), new byte[0]), signature);
    }
}
