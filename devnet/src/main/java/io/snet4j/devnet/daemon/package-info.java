/** A daemon that answers training clients as {@code snetd} does, on one port of loopback. */
@NullMarked
package io.snet4j.devnet.daemon;

import org.jspecify.annotations.NullMarked;
