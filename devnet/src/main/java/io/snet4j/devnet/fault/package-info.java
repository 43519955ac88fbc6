/**
 * Faults for tests: each class stands in front of one part of a network on loopback, passes everything on, and does
 * what that part does when it is in trouble. A network is told to use it by its address, as a client's node, storage or
 * endpoint.
 */
@NullMarked
package io.snet4j.devnet.fault;

import org.jspecify.annotations.NullMarked;
