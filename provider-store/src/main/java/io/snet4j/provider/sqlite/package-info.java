/** A provider's models in a file of SQLite. */
@NullMarked
package io.snet4j.provider.sqlite;

import org.jspecify.annotations.NullMarked;
