/** Files that others should not read. */
@NullMarked
package io.snet4j.internal.files;

import org.jspecify.annotations.NullMarked;
