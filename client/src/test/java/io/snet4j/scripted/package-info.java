/** A chain and a daemon in this process, for what cannot be caused with real ones, or not in milliseconds. */
@NullMarked
package io.snet4j.scripted;

import org.jspecify.annotations.NullMarked;
