/**
 * Holds a provider of a trainable service to the rules of the protocol, whatever language it is written in.
 * {@link io.snet4j.provider.tck.ProviderConformance} is for JUnit, {@link io.snet4j.provider.tck.ConformanceRun} for
 * everybody else. The provider is called as a daemon calls it; no network and no tokens are needed.
 */
@NullMarked
package io.snet4j.provider.tck;

import org.jspecify.annotations.NullMarked;
