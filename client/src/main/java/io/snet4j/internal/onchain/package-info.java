/** Not API. The payer's account on chain, its contracts, and the latest block. */
@NullMarked
package io.snet4j.internal.onchain;

import org.jspecify.annotations.NullMarked;
