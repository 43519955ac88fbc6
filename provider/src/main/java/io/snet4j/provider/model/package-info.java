/** What a model is, for a handler, a service and a store alike. */
@NullMarked
package io.snet4j.provider.model;

import org.jspecify.annotations.NullMarked;
