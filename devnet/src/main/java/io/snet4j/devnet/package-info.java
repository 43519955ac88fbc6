/** A whole SingularityNET on loopback: chain, contracts, content storage, a hosted service and its daemon. */
@NullMarked
package io.snet4j.devnet;

import org.jspecify.annotations.NullMarked;
