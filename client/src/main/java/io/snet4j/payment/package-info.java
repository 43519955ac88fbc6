/** What a payer sees and does on purpose: channels, what was signed, what is left. */
@NullMarked
package io.snet4j.payment;

import org.jspecify.annotations.NullMarked;
