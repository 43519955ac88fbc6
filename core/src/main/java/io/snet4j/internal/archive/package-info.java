/** The headers of tar archives. Internal: may change at any time. */
@NullMarked
package io.snet4j.internal.archive;

import org.jspecify.annotations.NullMarked;
