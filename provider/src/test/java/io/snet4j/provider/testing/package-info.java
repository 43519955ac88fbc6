/** For tests: what each store of models has to do. */
@NullMarked
package io.snet4j.provider.testing;

import org.jspecify.annotations.NullMarked;
