/** What calls, uploads and starts cost: measured in turns with a bare stub and the official Python client. */
@NullMarked
package io.snet4j.benchmark;

import org.jspecify.annotations.NullMarked;
