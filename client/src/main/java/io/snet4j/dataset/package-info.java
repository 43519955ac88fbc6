/** Datasets: what a service takes, what is wrong with one, and hosts from which a provider fetches one. */
@NullMarked
package io.snet4j.dataset;

import org.jspecify.annotations.NullMarked;
