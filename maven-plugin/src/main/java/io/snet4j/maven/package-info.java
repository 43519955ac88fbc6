/** The goal {@code snet4j:proto}. */
@NullMarked
package io.snet4j.maven;

import org.jspecify.annotations.NullMarked;
