package io.snet4j.money;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.stub.ClientCalls;
import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.grpc.PaidChannel;
import io.snet4j.identity.Identity;
import io.snet4j.live.UntilKilled;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.testing.OtherJvm;
import io.snet4j.toy.Good;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * A program that pays, to be killed. Reads what it needs, a line each: the connection, the payer's key, the Ethereum
 * node, and what to do. Ends with its standard input at the latest. A folder for state, or an audit file, comes by the
 * environment.
 */
final class KilledClient {
    /** What it does. */
    enum Task {
        BUY,
        /** Says so when a payment is signed, and goes no further. */
        STOP_WHEN_SIGNED,
        BUY_FOR_EVER
    }

    private KilledClient() {}

    /** @param environment of the process; may name a folder for state */
    static Killable start(Shop net, String key, URI node, Task task, Map<String, String> environment)
            throws IOException {
        ProcessBuilder builder = OtherJvm.quick(KilledClient.class);
        builder.environment().putAll(environment);
        return new Killable(OtherJvm.tell(builder, net.net().toJson(), key, node.toString(), task.name()));
    }

    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        DevnetConnection net = DevnetConnection.parse(in.readLine());
        Identity payer = Identity.ofPrivateKey(in.readLine());
        URI node = URI.create(in.readLine());
        Task task = Task.valueOf(in.readLine());
        UntilKilled.endWith(in);
        SnetClient.Builder builder = SnetClient.builder()
                .from(net.settings("consumer"))
                .identity(payer)
                .callDeadline(Duration.ofMinutes(5))
                .ethereumRpc(node)
                .spendingLimit(limit())
                .fromEnvironment();
        if (task == Task.STOP_WHEN_SIGNED) {
            builder.onPayment(payment -> {
                System.out.println("signed");
                UntilKilled.stop();
            });
        }
        try (SnetClient client = builder.build();
                ServiceClient service = client.openService(net.orgId(), net.serviceId())) {
            Channel channel = PaidChannel.of(service);
            do {
                ClientCalls.blockingUnaryCall(channel, Good.LOAF.method(), CallOptions.DEFAULT, Good.order(false));
                System.out.println("paid");
            } while (task == Task.BUY_FOR_EVER);
        }
    }

    static SpendingLimit limit() {
        return SpendingLimit.builder().channelDeposit(Buyer.DEPOSIT).build();
    }

    /** The running program. */
    record Killable(Process process) implements AutoCloseable {
        /** Its next line. */
        String say() throws IOException {
            String line = process.inputReader().readLine();
            if (line == null) {
                throw new IllegalStateException("the client has ended by itself");
            }
            return line;
        }

        /** As {@code kill -9} does; returns when it is gone. */
        void kill() throws InterruptedException {
            OtherJvm.kill(process);
        }

        /** How often it said that it had paid, when it is gone. */
        long paid() {
            return process.inputReader().lines().filter("paid"::equals).count();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
