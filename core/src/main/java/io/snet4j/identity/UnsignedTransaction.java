package io.snet4j.identity;

import io.snet4j.value.Address;
import java.math.BigInteger;
import java.util.Optional;

/**
 * A transaction before it is signed. Carries no value in ether: the protocol moves tokens only.
 *
 * @param chainId what the signature is bound to
 * @param nonce the sender's transaction count
 * @param to the called contract; empty creates one
 * @param data call data, or creation code with arguments
 * @param gasLimit in gas
 * @param fee of type 2 (EIP-1559) or legacy
 * @since 0.1.0
 */
public record UnsignedTransaction(
        long chainId, BigInteger nonce, Optional<Address> to, byte[] data, BigInteger gasLimit, Fee fee) {}
