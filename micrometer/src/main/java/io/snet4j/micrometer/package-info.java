/** What a client or a provider does, as Micrometer meters. */
@NullMarked
package io.snet4j.micrometer;

import org.jspecify.annotations.NullMarked;
