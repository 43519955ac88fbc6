@NullMarked
package io.snet4j.cli.account;

import org.jspecify.annotations.NullMarked;
