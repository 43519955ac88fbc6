/** Organizations and services: read from and published to the Registry contract and content storage. */
@NullMarked
package io.snet4j.registry;

import org.jspecify.annotations.NullMarked;
