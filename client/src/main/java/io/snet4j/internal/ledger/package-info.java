/** Not API. What was signed, what can be claimed of it, and whom that is told to. */
@NullMarked
package io.snet4j.internal.ledger;

import org.jspecify.annotations.NullMarked;
