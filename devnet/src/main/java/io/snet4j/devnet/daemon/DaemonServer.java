package io.snet4j.devnet.daemon;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.grpc.GrpcSerializationFormats;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.grpc.GrpcService;
import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.snet4j.chain.Chain;
import io.snet4j.chain.FetchToken;
import io.snet4j.chain.MultiPartyEscrow;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Puts a daemon's parts behind one port. */
record DaemonServer(
        DaemonVersion version,
        int port,
        int maxMessageBytes,
        DaemonStore store,
        Chain node,
        Replica facts,
        FreeCallRules rules,
        PrepaidTokens tokens,
        AtomicBoolean killed,
        boolean blockchain,
        Optional<Consumer<DaemonCall>> listener) {
    /** Room for many streams, so that one that is not read does not stop the others. */
    static final int CONNECTION_WINDOW = 64 << 20;

    private static final int GO_WINDOW = 65_535;
    private static final long GO_HEADER_LIST = 16 << 20;
    /**
     * How long a stream that was answered early is left open to its client, which closes it on reading the answer; some
     * gRPC libraries lose the answer over a reset that comes with it.
     */
    private static final Duration REFUSED_REQUEST_TIME = Duration.ofSeconds(2);

    Server build(
            ClientFactory clients, URI service, ProviderModels provider, TrainingMethods methods, Heartbeat heartbeat) {
        Texts texts = new Texts(version);
        Blocks blocks = new Blocks(node);
        List<ServerServiceDefinition> own = new ArrayList<>();
        own.add(new TrainingService(facts, version, new Authorizations(blocks), store, provider, methods)
                .bindService());
        own.add(new Health(heartbeat, version).definition());
        own.add(new ConfigurationService(blockchain ? Optional.of(blocks) : Optional.empty()).definition());
        Cashier cashier = blockchain ? payments(own, blocks, texts) : noPayments(own);
        GrpcService ownServices = GrpcService.builder()
                .addServiceDefinitions(own)
                .supportedSerializationFormats(GrpcSerializationFormats.PROTO, GrpcSerializationFormats.JSON)
                .jsonMarshallerFactory(LazyJson::new)
                .maxRequestMessageLength(maxMessageBytes)
                .useBlockingTaskExecutor(true)
                .build();
        HttpService passOn = passOn(clients, service);
        HttpService pages = new Cors(heartbeat, version);
        return Server.builder()
                .http(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .bossGroupFactory(ListenerThread::named)
                .requestTimeoutMillis(0)
                .maxRequestLength(0)
                .requestAutoAbortDelay(REFUSED_REQUEST_TIME)
                // Whoever ends it does not want it to wait for what may still come.
                .connectionDrainDuration(Duration.ZERO)
                // As servers in Go begin with: what a slow reader has not read waits at the client, and so does not
                // age.
                .http2InitialStreamWindowSize(GO_WINDOW)
                .http2InitialConnectionWindowSize(CONNECTION_WINDOW)
                .http2MaxHeaderListSize(GO_HEADER_LIST)
                .disableServerHeader()
                .disableDateHeader()
                // Without registries: nobody reads the meters.
                .meterRegistry(new CompositeMeterRegistry())
                .service(ownServices, Streamed::new)
                .serviceUnder("/", pages)
                .decorator(new PaymentGate(
                        new MortalCashier(cashier, killed),
                        new OwnMethods(own),
                        passOn,
                        pages,
                        version,
                        maxMessageBytes,
                        listener.map(told -> new CallNotes(told, blocks))))
                .build();
    }

    private Cashier payments(List<ServerServiceDefinition> own, Blocks blocks, Texts texts) {
        MultiPartyEscrow escrow = new MultiPartyEscrow(node, facts.escrow());
        Channels channels = new Channels(escrow, facts, store, texts);
        ChannelPayments payments = new ChannelPayments(channels, facts, blocks, store);
        Prices prices = new Prices(facts.pricing(), store);
        FreeCallCheck check = new FreeCallCheck(facts, blocks);
        FreeCalls freeCalls = new FreeCalls(check, rules, facts, store, texts);
        BindableService freeCallService = rules.isOn(version, facts)
                ? new FreeCallService(
                        check, freeCalls, rules, facts, blocks, user -> new FetchToken(node, escrow.token())
                                .balance(user))
                : new FreeCallsOff();
        own.add(new ChannelStateService(facts, channels, store, blocks).bindService());
        own.add(new ProviderControl(facts, channels, store, blocks).bindService());
        own.add(freeCallService.bindService());
        own.add(new PrepaidService(channels, payments, tokens, blocks, store).bindService());
        return new CashDesk(new ChannelCashier(payments, prices), freeCalls, new PrepaidCashier(tokens, prices, store));
    }

    private static Cashier noPayments(List<ServerServiceDefinition> own) {
        BlockchainOff.services().forEach(service -> own.add(service.bindService()));
        return BlockchainOff::accept;
    }

    private HttpService passOn(ClientFactory clients, URI service) {
        WebClient client = WebClient.builder(Endpoints.protocol(service) + "://" + service.getRawAuthority())
                .factory(clients)
                .responseTimeoutMillis(0)
                .maxResponseLength(0)
                .build();
        return new ServiceProxy(client, version, facts.encoding(), maxMessageBytes);
    }
}
