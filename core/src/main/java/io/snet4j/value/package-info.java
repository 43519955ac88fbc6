/** The words everything else is said in: addresses and amounts. */
@NullMarked
package io.snet4j.value;

import org.jspecify.annotations.NullMarked;
