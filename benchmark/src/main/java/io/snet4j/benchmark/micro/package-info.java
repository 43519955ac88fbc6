/** The small things, by JMH. */
@NullMarked
package io.snet4j.benchmark.micro;

import org.jspecify.annotations.NullMarked;
