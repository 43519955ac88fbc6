@NullMarked
package io.snet4j.cli.training;

import org.jspecify.annotations.NullMarked;
