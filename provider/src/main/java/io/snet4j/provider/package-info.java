/**
 * A kit with which a Java service becomes trainable: {@link io.snet4j.provider.TrainingProvider} answers what the
 * daemon asks, {@link io.snet4j.provider.ProviderServer} serves it, {@link io.snet4j.provider.ProviderClaims} collects
 * the money, and {@link io.snet4j.provider.ClaimScheduler} does so by itself.
 */
@NullMarked
package io.snet4j.provider;

import org.jspecify.annotations.NullMarked;
