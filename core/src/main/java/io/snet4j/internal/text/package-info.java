/** How texts of strangers are shown. Knows no other package. */
@NullMarked
package io.snet4j.internal.text;

import org.jspecify.annotations.NullMarked;
