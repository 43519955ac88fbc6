/** What a client tells of its work: each round trip, and each call with what it came to. */
@NullMarked
package io.snet4j.observe;

import org.jspecify.annotations.NullMarked;
