/** Several processes that pay from one account of a devnet, and a database between them. */
@NullMarked
package io.snet4j.cli.fleet;

import org.jspecify.annotations.NullMarked;
