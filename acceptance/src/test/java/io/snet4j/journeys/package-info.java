/** What a call enters: the client runs in a process of its own, which a debugger watches. */
@NullMarked
package io.snet4j.journeys;

import org.jspecify.annotations.NullMarked;
