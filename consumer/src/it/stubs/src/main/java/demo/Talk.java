package demo;

import demo.parrot.ParrotGrpc;
import demo.parrot.Words;
import io.snet4j.SnetClient;
import io.snet4j.grpc.PaidChannel;

/** Calls a service by stubs that this build made of what the service publishes. */
public class Talk {
    public static void main(String[] args) {
        try (var snet = SnetClient.fromEnvironment();
                var service = snet.openService(args[0], args[1])) {
            var parrot = ParrotGrpc.newBlockingStub(PaidChannel.of(service));
            var answer = parrot.repeat(Words.newBuilder().setText("hello").build());
            System.out.println("the parrot said: " + answer.getText());
        }
    }
}
