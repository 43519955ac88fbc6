/** Training models on a service: create, price, upload, validate, train, wait, list. */
@NullMarked
package io.snet4j.training;

import org.jspecify.annotations.NullMarked;
