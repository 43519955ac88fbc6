@NullMarked
package io.snet4j.cli.provider;

import org.jspecify.annotations.NullMarked;
