/** Before money moves: the user's word, and the limits of a profile. */
@NullMarked
package io.snet4j.cli.money;

import org.jspecify.annotations.NullMarked;
