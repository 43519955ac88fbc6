/**
 * Not API. The loop that every call goes through, and the ways to pay one: choosing, verifying, funding and settling
 * payment channels.
 */
@NullMarked
package io.snet4j.internal.pay;

import org.jspecify.annotations.NullMarked;
