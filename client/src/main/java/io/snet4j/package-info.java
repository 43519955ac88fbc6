/** The way in: a client, the services it opens, and what both are told at the start. */
@NullMarked
package io.snet4j;

import org.jspecify.annotations.NullMarked;
