@NullMarked
package io.snet4j.cli.registry;

import org.jspecify.annotations.NullMarked;
