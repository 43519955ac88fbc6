/** Profiles, keys and what a client is built from. */
@NullMarked
package io.snet4j.cli.settings;

import org.jspecify.annotations.NullMarked;
