/** Calls what users wrote without being harmed by it. */
@NullMarked
package io.snet4j.internal.listen;

import org.jspecify.annotations.NullMarked;
