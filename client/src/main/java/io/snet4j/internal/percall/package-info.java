/** Not API. Calls that are paid by themselves: signed, and settled when an answer is lost. */
@NullMarked
package io.snet4j.internal.percall;

import org.jspecify.annotations.NullMarked;
