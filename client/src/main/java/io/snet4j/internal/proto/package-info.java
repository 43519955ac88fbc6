/** A service's proto files, as descriptors; no compiler, nothing global. */
@NullMarked
package io.snet4j.internal.proto;

import org.jspecify.annotations.NullMarked;
