/** Not API. The loop of attempts that every call goes through, and what the ways to pay have in common. */
@NullMarked
package io.snet4j.internal.loop;

import org.jspecify.annotations.NullMarked;
