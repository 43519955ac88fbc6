/** The service that the client's tests train, pay for and call. */
@NullMarked
package io.snet4j.toy;

import org.jspecify.annotations.NullMarked;
