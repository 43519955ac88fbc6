@NullMarked
package io.snet4j.cli.publish;

import org.jspecify.annotations.NullMarked;
