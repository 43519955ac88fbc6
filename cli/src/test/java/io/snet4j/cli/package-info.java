@NullMarked
package io.snet4j.cli;

import org.jspecify.annotations.NullMarked;
