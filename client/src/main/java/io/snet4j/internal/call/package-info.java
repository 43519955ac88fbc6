/** Not API. The calls of training.Daemon: a table of them, and the pipeline that signs, pays, sends and translates. */
@NullMarked
package io.snet4j.internal.call;

import org.jspecify.annotations.NullMarked;
