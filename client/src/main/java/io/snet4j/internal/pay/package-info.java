/** Not API. Choosing, verifying, funding and settling payment channels. */
@NullMarked
package io.snet4j.internal.pay;

import org.jspecify.annotations.NullMarked;
