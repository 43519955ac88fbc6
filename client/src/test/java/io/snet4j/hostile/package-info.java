/** Daemons that lie: what they get signed, counted from what they received. */
@NullMarked
package io.snet4j.hostile;

import org.jspecify.annotations.NullMarked;
