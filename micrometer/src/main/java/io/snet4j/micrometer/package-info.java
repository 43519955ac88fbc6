/** What a client does, as Micrometer meters. */
@NullMarked
package io.snet4j.micrometer;

import org.jspecify.annotations.NullMarked;
