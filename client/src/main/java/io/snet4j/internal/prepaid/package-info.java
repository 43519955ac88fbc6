/** Not API. Calls that are paid with a part of a batch. */
@NullMarked
package io.snet4j.internal.prepaid;

import org.jspecify.annotations.NullMarked;
