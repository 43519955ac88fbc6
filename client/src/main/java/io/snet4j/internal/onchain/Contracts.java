package io.snet4j.internal.onchain;

import io.snet4j.chain.Chain;
import io.snet4j.chain.FetchToken;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.value.BlockNumber;
import java.util.function.Supplier;

/**
 * The contracts that hold and move the payer's money, and their chain.
 *
 * @param firstLogBlock from which on channels are searched; may ask the node
 */
public record Contracts(Chain chain, MultiPartyEscrow escrow, FetchToken token, Supplier<BlockNumber> firstLogBlock) {}
