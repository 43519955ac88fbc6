/** Models, datasets, prices and training, step by step and as a whole. */
@NullMarked
package io.snet4j.cli.training;

import org.jspecify.annotations.NullMarked;
