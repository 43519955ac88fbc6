/** The way down to gRPC: the one public package whose signatures show gRPC and protobuf types. */
@NullMarked
package io.snet4j.grpc;

import org.jspecify.annotations.NullMarked;
