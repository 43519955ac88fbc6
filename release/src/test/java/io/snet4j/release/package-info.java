/** What holds for all published artifacts together. */
@org.jspecify.annotations.NullMarked
package io.snet4j.release;
