/** How calls of a service's own methods run over gRPC: they wait for their payment; a refused one is sent again. */
@NullMarked
package io.snet4j.internal.grpc;

import org.jspecify.annotations.NullMarked;
