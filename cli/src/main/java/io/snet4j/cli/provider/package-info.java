/** For who offers a service: a project to start from, and what its daemon and its provider lack. */
@NullMarked
package io.snet4j.cli.provider;

import org.jspecify.annotations.NullMarked;
