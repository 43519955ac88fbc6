@NullMarked
package io.snet4j.cli.shell;

import org.jspecify.annotations.NullMarked;
