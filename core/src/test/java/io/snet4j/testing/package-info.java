/** What the tests share. */
@NullMarked
package io.snet4j.testing;

import org.jspecify.annotations.NullMarked;
