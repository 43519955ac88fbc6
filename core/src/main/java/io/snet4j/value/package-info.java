/** The words everything else is said in: addresses, amounts, channels, nonces and blocks. */
@NullMarked
package io.snet4j.value;

import org.jspecify.annotations.NullMarked;
