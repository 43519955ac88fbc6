/** {@code snet4j doctor}: what a call needs, and what is missing. */
@NullMarked
package io.snet4j.cli.doctor;

import org.jspecify.annotations.NullMarked;
