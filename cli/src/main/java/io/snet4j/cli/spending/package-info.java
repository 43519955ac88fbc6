/** {@code snet4j spending}: what was paid, and what the limits leave. */
@NullMarked
package io.snet4j.cli.spending;

import org.jspecify.annotations.NullMarked;
