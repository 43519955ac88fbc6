@NullMarked
package io.snet4j.cli.money;

import org.jspecify.annotations.NullMarked;
