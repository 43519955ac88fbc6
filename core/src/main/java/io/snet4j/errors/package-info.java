/** The one exception hierarchy: its root is sealed, its kinds are things a caller can act on. */
@NullMarked
package io.snet4j.errors;

import org.jspecify.annotations.NullMarked;
