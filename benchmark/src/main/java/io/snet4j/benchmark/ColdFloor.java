package io.snet4j.benchmark;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.snet4j.wire.training.DaemonGrpc;
import io.snet4j.wire.training.TrainingDaemonProto.CommonRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A fresh process that sends one request by a bare stub. */
final class ColdFloor {
    private ColdFloor() {}

    /** @param arguments the daemon's port, and the file of the request */
    public static void main(String[] arguments) throws IOException {
        CommonRequest request = CommonRequest.parseFrom(Files.readAllBytes(Path.of(arguments[1])));
        ManagedChannel daemon = NettyChannelBuilder.forAddress("127.0.0.1", Integer.parseInt(arguments[0]))
                .usePlaintext()
                .build();
        System.out.println(DaemonGrpc.newBlockingStub(daemon).getModel(request).getStatus());
        daemon.shutdownNow();
    }
}
