/** Checks a dataset against a service's limits, packs folders, and keeps one file open from check to upload. */
@NullMarked
package io.snet4j.internal.dataset;

import org.jspecify.annotations.NullMarked;
