/** Results as JSON, as a page, and as plots. */
@NullMarked
package io.snet4j.benchmark.report;

import org.jspecify.annotations.NullMarked;
