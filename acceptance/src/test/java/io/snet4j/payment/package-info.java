/** Money on purpose, seen from outside: a real chain and a daemon that behaves like the real one. */
@NullMarked
package io.snet4j.payment;

import org.jspecify.annotations.NullMarked;
