/** The sides that are measured: this client, a bare stub, the official Python client. */
@NullMarked
package io.snet4j.benchmark.peer;

import org.jspecify.annotations.NullMarked;
