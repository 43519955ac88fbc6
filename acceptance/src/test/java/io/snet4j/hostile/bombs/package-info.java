/** Everything that a stranger can make too large, too deep, too many or too slow, against a client in a small JVM. */
@NullMarked
package io.snet4j.hostile.bombs;

import org.jspecify.annotations.NullMarked;
