@NullMarked
package io.snet4j.cli.network;

import org.jspecify.annotations.NullMarked;
