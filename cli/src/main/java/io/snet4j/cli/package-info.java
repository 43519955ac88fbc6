/** The command line: what a user types, and how failures are told. */
@NullMarked
package io.snet4j.cli;

import org.jspecify.annotations.NullMarked;
