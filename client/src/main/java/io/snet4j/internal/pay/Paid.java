package io.snet4j.internal.pay;

import io.snet4j.errors.SnetException.Charge;

/** What a call that succeeded brought, and what it cost. */
public record Paid<R>(R answer, Charge charge) {}
