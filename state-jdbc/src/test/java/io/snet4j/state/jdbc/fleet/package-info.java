/** Processes with clients of one account, and a database between them. */
@NullMarked
package io.snet4j.state.jdbc.fleet;

import org.jspecify.annotations.NullMarked;
