/** Who signs. Keys never leave, and nothing signs a bare digest. */
@NullMarked
package io.snet4j.identity;

import org.jspecify.annotations.NullMarked;
