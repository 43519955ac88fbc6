/** {@code snet4j channels}: payment channels over all services. */
@NullMarked
package io.snet4j.cli.channels;

import org.jspecify.annotations.NullMarked;
