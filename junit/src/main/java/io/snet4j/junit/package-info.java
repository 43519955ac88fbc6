/**
 * Tests of programs that use SingularityNET, on a whole network on this machine. {@link io.snet4j.junit.SnetNetwork} is
 * for JUnit, {@link io.snet4j.junit.TestNetwork} for everybody else.
 */
@NullMarked
package io.snet4j.junit;

import org.jspecify.annotations.NullMarked;
