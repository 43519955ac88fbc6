/**
 * What a payer sees and does on purpose: {@link io.snet4j.payment.Payments} to one service's group, the
 * {@link io.snet4j.payment.Account} over all of them, and what was signed ({@link io.snet4j.payment.PaymentAudit}).
 */
@NullMarked
package io.snet4j.payment;

import org.jspecify.annotations.NullMarked;
