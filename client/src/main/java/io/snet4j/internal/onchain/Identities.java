package io.snet4j.internal.onchain;

import io.snet4j.identity.Identity;

/**
 * Who pays.
 *
 * @param payer sends transactions, and is the sender of channels
 * @param signer signs whatever a daemon gets to see; its address is the one to name there
 */
public record Identities(Identity payer, Identity signer) {}
