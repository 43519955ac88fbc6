/** A service that is trained with texts by label, and then tells under which label a text belongs. */
@NullMarked
package io.snet4j.examples.text;

import org.jspecify.annotations.NullMarked;
