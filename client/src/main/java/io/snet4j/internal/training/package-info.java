/** How training is done: checks and datasets, the daemon's answers, waits, and the journey from a plan to a model. */
@NullMarked
package io.snet4j.internal.training;

import org.jspecify.annotations.NullMarked;
