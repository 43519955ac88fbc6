/** A model of holds and of marks ahead, and all that can happen in it. */
@NullMarked
package io.snet4j.state.jdbc.model;

import org.jspecify.annotations.NullMarked;
