@NullMarked
package io.snet4j.cli.claims;

import org.jspecify.annotations.NullMarked;
