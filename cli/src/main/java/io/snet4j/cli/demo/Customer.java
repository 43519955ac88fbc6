package io.snet4j.cli.demo;

import io.snet4j.Network;
import io.snet4j.ServiceClient;
import io.snet4j.ServiceOptions;
import io.snet4j.SnetClient;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.payment.PaymentListener;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.registry.Pricing;
import io.snet4j.value.Cogs;
import java.util.List;

/** The demo's client, with the service opened. */
final class Customer implements AutoCloseable {
    /** Play money. One channel is filled up to this. */
    static final Cogs BUDGET = Cogs.ofFet("1");

    static final String METHOD = "recognize";
    private static final String FULL_METHOD = "digits.Digits/" + METHOD;

    private final SnetClient client;
    private final ServiceClient service;

    private Customer(SnetClient client, ServiceClient service) {
        this.client = client;
        this.service = service;
    }

    static Customer of(DevnetConnection net, PaymentListener listener) {
        var contracts = net.contracts();
        var client = SnetClient.builder()
                .network(Network.local(net.chainId(), contracts.registry(), contracts.mpe(), contracts.token()))
                .ethereumRpc(net.rpcUrl())
                .storage(List.of(net.ipfsUrl()))
                .identity(net.account("consumer").identity())
                .spendingLimit(SpendingLimit.builder().channelDeposit(BUDGET).build())
                .onPayment(listener)
                .build();
        try {
            var options = ServiceOptions.builder().group(net.groupName()).build();
            return new Customer(client, client.openService(net.orgId(), net.serviceId(), options));
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    ServiceClient service() {
        return service;
    }

    /** What one digit costs, by the service's metadata. */
    Cogs callPrice() {
        var pricing = service.group().pricing();
        if (pricing instanceof Pricing.Fixed fixed) {
            return fixed.price();
        }
        var price = ((Pricing.PerMethod) pricing).prices().get(FULL_METHOD);
        if (price == null) {
            throw new InvalidRequestException("the service's metadata has no price for " + FULL_METHOD);
        }
        return price;
    }

    @Override
    public void close() {
        service.close();
        client.close();
    }
}
