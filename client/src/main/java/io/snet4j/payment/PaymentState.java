package io.snet4j.payment;

/**
 * Where clients keep what they must know of their payments: what was ever signed for each channel, which channels were
 * found, which calls run and which services are banned. Clients that are given the same state look after one account
 * together. This library's artifacts make it, such as {@code snet4j-state-jdbc}; programs only hand it on.
 *
 * @since 0.1.0
 */
public interface PaymentState {}
