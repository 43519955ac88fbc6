/** Not API. Calls that are free. */
@NullMarked
package io.snet4j.internal.free;

import org.jspecify.annotations.NullMarked;
