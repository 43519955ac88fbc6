@NullMarked
package io.snet4j.cli.fleet;

import org.jspecify.annotations.NullMarked;
