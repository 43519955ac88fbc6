@NullMarked
package io.snet4j.cli.doctor;

import org.jspecify.annotations.NullMarked;
