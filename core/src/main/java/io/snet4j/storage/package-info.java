/** Bytes by URI, checked against the hash that the URI carries. */
@NullMarked
package io.snet4j.storage;

import org.jspecify.annotations.NullMarked;
