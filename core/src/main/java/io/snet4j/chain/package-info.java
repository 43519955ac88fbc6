/** The Ethereum side: one node, and typed views of the contracts the protocol uses. */
@NullMarked
package io.snet4j.chain;

import org.jspecify.annotations.NullMarked;
