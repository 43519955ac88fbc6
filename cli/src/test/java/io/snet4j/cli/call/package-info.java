@NullMarked
package io.snet4j.cli.call;

import org.jspecify.annotations.NullMarked;
