/**
 * Plumbing that the packages of this module share. Not for use outside of it, but for {@link Bounded} in the client.
 */
@NullMarked
package io.snet4j.internal.core;

import org.jspecify.annotations.NullMarked;
