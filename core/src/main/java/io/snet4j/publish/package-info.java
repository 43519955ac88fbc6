/** Publishes organizations and services: files that are checked, and the changes that bring them into the Registry. */
@NullMarked
package io.snet4j.publish;

import org.jspecify.annotations.NullMarked;
