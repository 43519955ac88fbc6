/**
 * The programs in README and docs. What stands there between {@code // docs} and {@code // end} is quoted word by word.
 */
@NullMarked
package io.snet4j.docs;

import org.jspecify.annotations.NullMarked;
