@NullMarked
package io.snet4j.cli.demo;

import org.jspecify.annotations.NullMarked;
