/** {@code snet4j claims}: what a provider earned, and taking it. */
@NullMarked
package io.snet4j.cli.claims;

import org.jspecify.annotations.NullMarked;
