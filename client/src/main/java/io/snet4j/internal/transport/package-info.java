/** Not API. Connections to daemons, and what their failures mean. */
@NullMarked
package io.snet4j.internal.transport;

import org.jspecify.annotations.NullMarked;
