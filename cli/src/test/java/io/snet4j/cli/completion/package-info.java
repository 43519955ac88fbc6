@NullMarked
package io.snet4j.cli.completion;

import org.jspecify.annotations.NullMarked;
