/** The random tests of all modules. A dependency of tests only. */
@NullMarked
package io.snet4j.explore;

import org.jspecify.annotations.NullMarked;
