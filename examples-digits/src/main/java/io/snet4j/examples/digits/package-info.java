/** A service that reads handwritten digits and learns new models from its users' datasets. */
@NullMarked
package io.snet4j.examples.digits;

import org.jspecify.annotations.NullMarked;
