@NullMarked
package io.snet4j.cli.spending;

import org.jspecify.annotations.NullMarked;
