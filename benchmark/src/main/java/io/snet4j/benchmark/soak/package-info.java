/** A client under mixed load and faults for minutes, and whether anything of it grows. */
@NullMarked
package io.snet4j.benchmark.soak;

import org.jspecify.annotations.NullMarked;
