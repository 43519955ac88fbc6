@NullMarked
package io.snet4j.cli.channels;

import org.jspecify.annotations.NullMarked;
