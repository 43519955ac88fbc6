/** What surrounds a command: the streams, the terminal, the folders, and how results are printed. */
@NullMarked
package io.snet4j.cli.shell;

import org.jspecify.annotations.NullMarked;
