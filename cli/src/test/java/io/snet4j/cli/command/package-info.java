@NullMarked
package io.snet4j.cli.command;

import org.jspecify.annotations.NullMarked;
