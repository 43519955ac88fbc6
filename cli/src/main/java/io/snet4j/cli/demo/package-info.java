/** The story that {@code snet4j demo} tells: real digits, a real model, paid through the real contracts. */
@NullMarked
package io.snet4j.cli.demo;

import org.jspecify.annotations.NullMarked;
