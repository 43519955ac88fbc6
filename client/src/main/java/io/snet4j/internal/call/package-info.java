/** Not API. The calls of training.Daemon: a table of them, and what signs and sends each attempt. */
@NullMarked
package io.snet4j.internal.call;

import org.jspecify.annotations.NullMarked;
