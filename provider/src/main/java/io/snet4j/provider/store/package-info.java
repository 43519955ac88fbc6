/** Where a provider keeps its models, for those who write a store of their own. */
@NullMarked
package io.snet4j.provider.store;

import org.jspecify.annotations.NullMarked;
