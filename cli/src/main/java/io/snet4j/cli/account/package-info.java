/** {@code snet4j account}: balances, and what moves tokens into the escrow and out of it. */
@NullMarked
package io.snet4j.cli.account;

import org.jspecify.annotations.NullMarked;
