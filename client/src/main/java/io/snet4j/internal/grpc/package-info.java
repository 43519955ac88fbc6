/** How calls of a service's own methods run over gRPC: they wait for their payment, and are sent again after a refusal. */
@NullMarked
package io.snet4j.internal.grpc;

import org.jspecify.annotations.NullMarked;
