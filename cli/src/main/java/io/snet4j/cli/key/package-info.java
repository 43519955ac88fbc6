/** Encrypted keys. */
@NullMarked
package io.snet4j.cli.key;

import org.jspecify.annotations.NullMarked;
