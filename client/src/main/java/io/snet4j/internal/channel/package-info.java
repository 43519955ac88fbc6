/** Not API. Payment channels: found, chosen, funded, leased, and proven. */
@NullMarked
package io.snet4j.internal.channel;

import org.jspecify.annotations.NullMarked;
