/** What clients on many machines must know of one account's payments, in PostgreSQL. */
@NullMarked
package io.snet4j.state.jdbc;

import org.jspecify.annotations.NullMarked;
