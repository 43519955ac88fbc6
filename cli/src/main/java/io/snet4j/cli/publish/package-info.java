/** {@code snet4j publish}: organizations and services in the Registry, from files. */
@NullMarked
package io.snet4j.cli.publish;

import org.jspecify.annotations.NullMarked;
