/** Our side of the interop run: a devnet, and the client driven one step per line. */
@NullMarked
package io.snet4j.interop;

import org.jspecify.annotations.NullMarked;
