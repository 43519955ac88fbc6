/** Not API. What is remembered of payments, also by the next process. */
@NullMarked
package io.snet4j.internal.memory;

import org.jspecify.annotations.NullMarked;
