/** {@code snet4j completion}: for shells that complete words. */
@NullMarked
package io.snet4j.cli.completion;

import org.jspecify.annotations.NullMarked;
