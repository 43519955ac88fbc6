package io.snet4j.live;

import io.snet4j.SnetClient;
import io.snet4j.chain.Receipt;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.observe.Request;
import io.snet4j.observe.SnetListener;
import io.snet4j.publish.OrganizationFile;
import io.snet4j.publish.ProtoArchive;
import io.snet4j.publish.PublishResult;
import io.snet4j.publish.Publisher;
import io.snet4j.publish.RegistryChange;
import io.snet4j.publish.ServiceFile;
import io.snet4j.storage.IpfsStorage;
import io.snet4j.storage.Storage;
import io.snet4j.testing.OtherJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A program that publishes an organization and a service, to be killed. Reads what it needs, a line each: the
 * connection, the organization's id, the service's name for people, and after how many requests it says so and goes no
 * further. Tells at its end what it sent.
 */
final class KilledPublisher {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    static final ProtoArchive API = ProtoArchive.of(Map.of(
            "adder.proto",
            "syntax = \"proto3\"; package example; message A {} service Adder { rpc add(A) returns (A); }"));

    private KilledPublisher() {}

    /** @param stopAfter requests; more than there are to reach the end */
    static Process start(DevnetConnection net, String organization, String name, int stopAfter) throws IOException {
        return OtherJvm.tell(
                OtherJvm.quick(KilledPublisher.class), net.toJson(), organization, name, String.valueOf(stopAfter));
    }

    static OrganizationFile organization(DevnetConnection net, String id) {
        return OrganizationFile.parse(
                """
                {"org_name": "NAME", "org_id": "NAME", "org_type": "individual", "groups": [{"group_name": "g",
                 "payment": {"payment_address": "PAYEE", "payment_expiration_threshold": 10,
                  "payment_channel_storage_type": "etcd", "payment_channel_storage_client": {"connection_timeout": "5s",
                  "request_timeout": "3s", "endpoints": ["http://127.0.0.1:2379"]}}}]}
                """
                        .replace("NAME", id)
                        .replace("PAYEE", net.account("provider").address().toString()));
    }

    static ServiceFile service(String name) {
        return ServiceFile.parse(
                """
                {"display_name": "NAME", "encoding": "proto", "service_type": "grpc", "groups": [{"group_name": "g",
                 "endpoints": ["https://a.example"],
                 "pricing": [{"price_model": "fixed_price", "price_in_cogs": 1, "default": true}]}]}
                """
                        .replace("NAME", name));
    }

    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        DevnetConnection net = DevnetConnection.parse(in.readLine());
        String organization = in.readLine();
        String name = in.readLine();
        int stopAfter = Integer.parseInt(in.readLine());
        UntilKilled.endWith(in);
        AtomicInteger requests = new AtomicInteger();
        publish(net, organization, name, request -> {
                    if (requests.incrementAndGet() == stopAfter) {
                        System.out.println("stopped after " + request.name());
                        UntilKilled.stop();
                    }
                })
                .forEach(System.out::println);
        System.out.println("done");
    }

    /**
     * Publishes both.
     *
     * @return a line for each transaction
     */
    static List<String> publish(DevnetConnection net, String organization, String name, Consumer<Request> asked) {
        SnetListener listener = new SnetListener() {
            @Override
            public void onRequest(Request request) {
                asked.accept(request);
            }
        };
        List<String> lines = new ArrayList<>();
        try (SnetClient client = SnetClient.builder()
                        .from(net.settings("provider"))
                        .listener(listener)
                        .build();
                IpfsStorage store = Storage.ipfs(net.ipfsUrl(), TIMEOUT)) {
            Publisher publisher = client.publisher(store);
            tell(
                    publisher.apply(RegistryChange.organization(organization(net, organization))),
                    publisher.lastTransaction(organization),
                    lines);
            tell(
                    publisher.apply(RegistryChange.service(organization, "adder", service(name), API)),
                    publisher.lastTransaction(organization, "adder"),
                    lines);
        }
        return lines;
    }

    /** @param last by which the entry is as it is, which may be a killed publisher's */
    private static void tell(PublishResult result, Optional<Receipt> last, List<String> lines) {
        Receipt receipt = result.transaction().or(() -> last).orElseThrow();
        lines.add(result.action() + " " + receipt.transactionHash() + " "
                + receipt.fee().orElseThrow().value());
    }
}
