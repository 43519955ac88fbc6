/** Money under load, under kills, and under chance: what was signed, agreed, claimed and left must always add up. */
@NullMarked
package io.snet4j.money;

import org.jspecify.annotations.NullMarked;
