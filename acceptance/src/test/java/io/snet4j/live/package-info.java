/** The client against a whole network: real contracts, a daemon that behaves like the real one, a provider. */
@NullMarked
package io.snet4j.live;

import org.jspecify.annotations.NullMarked;
