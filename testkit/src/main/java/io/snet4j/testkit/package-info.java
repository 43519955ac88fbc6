/** One service and one network, for the tests of what stands above the devnet. Never published. */
@NullMarked
package io.snet4j.testkit;

import org.jspecify.annotations.NullMarked;
