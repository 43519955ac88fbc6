package io.snet4j.devnet.daemon;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.snet4j.chain.GroupId;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.identity.Identity;
import io.snet4j.registry.Pricing;
import io.snet4j.testing.FakeChain;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import io.snet4j.wire.training.DaemonGrpc;
import io.snet4j.wire.training.TrainingDaemonProto.CommonRequest;
import io.snet4j.wire.training.TrainingDaemonProto.NewModelRequest;
import io.snet4j.wire.training.TrainingProto;
import io.snet4j.wire.training.TrainingProto.ModelResponse;
import io.snet4j.wire.training.TrainingProto.NewModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A daemon between a scripted chain and a scripted provider, and a client's connection to it, over real sockets. */
final class TestNet implements AutoCloseable {
    static final Address ESCROW = Address.parse("0xe7f1725e7734ce288f8367e1bb143e90bb3f0512");
    static final long CHANNEL = 3;
    static final long EXPIRATION = 5000;
    static final long THRESHOLD = 100;
    static final long CALL_PRICE = 10;
    static final long FREE_CALLS = 2;
    static final Identity FREE_CALL_SIGNER = caller(4).identity();
    static final GroupId GROUP = GroupId.of(new byte[32]);

    final FakeChain chain = new FakeChain();
    final ScriptedProvider provider = new ScriptedProvider();
    final EchoService echo = new EchoService();
    final Caller owner = caller(1);
    final Caller stranger = caller(2);
    final Caller recipient = caller(3);
    final Daemon daemon;
    final ManagedChannel channel;
    private final Server service;

    TestNet(DaemonVersion version) {
        this(version, new Pricing.Fixed(Cogs.of(CALL_PRICE)), builder -> {});
    }

    TestNet(DaemonVersion version, Pricing pricing, Consumer<Daemon.Builder> settings) {
        try {
            service = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                    .maxInboundMessageSize(64 << 20)
                    .addService(echo.definition())
                    .addService(ServerInterceptors.intercept(provider, provider.headerKeeper()))
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        openChannel(0, 1000);
        Daemon.Builder builder = Daemon.builder()
                .version(version)
                .chain(chain)
                .replica(new Replica(
                        "org",
                        "service",
                        "default_group",
                        GROUP,
                        recipient.identity().address(),
                        BlockCount.of(THRESHOLD),
                        ESCROW,
                        pricing,
                        "proto",
                        FREE_CALLS,
                        FREE_CALL_SIGNER.address()))
                .serviceEndpoint(URI.create("http://127.0.0.1:" + service.getPort()))
                .descriptors(List.of(trainableService()))
                .statusPollInterval(Duration.ofMillis(20));
        settings.accept(builder);
        daemon = builder.start();
        channel = NettyChannelBuilder.forAddress("127.0.0.1", daemon.uri().getPort())
                .usePlaintext()
                .maxInboundMessageSize(64 << 20)
                .build();
    }

    static Caller caller(int number) {
        return new Caller(Identity.ofPrivateKey(String.format("%064x", number)), ESCROW);
    }

    /** The owner's channel, as the chain has it from now on. */
    void openChannel(long nonce, long value) {
        putChannel(recipient.identity().address(), GROUP, nonce, value);
    }

    void putChannel(Address payee, GroupId group, long nonce, long value) {
        BigInteger id = BigInteger.valueOf(CHANNEL);
        Address sender = owner.identity().address();
        chain.put(new PaymentChannel(
                ChannelId.of(id),
                ChannelNonce.of(nonce),
                sender,
                sender,
                payee,
                group,
                Cogs.of(value),
                BlockNumber.of(EXPIRATION)));
    }

    /** Returns when its port refuses connections. */
    void stopProvider() {
        service.shutdownNow();
        try {
            service.awaitTermination();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the daemon has accepted on the owner's channel. */
    long authorized() {
        return daemon.store().authorized(ChannelId.of(CHANNEL)).value().longValueExact();
    }

    boolean isChannelFree() {
        boolean free = daemon.store().tryLock(BigInteger.valueOf(CHANNEL));
        if (free) {
            daemon.store().unlock(BigInteger.valueOf(CHANNEL));
        }
        return free;
    }

    DaemonGrpc.DaemonBlockingStub training() {
        return DaemonGrpc.newBlockingStub(channel);
    }

    DaemonGrpc.DaemonBlockingStub training(Metadata headers) {
        return DaemonGrpc.newBlockingStub(Caller.with(channel, headers));
    }

    ModelResponse createModel(String id, String... addresses) {
        return createModel(id, false, addresses);
    }

    ModelResponse createModel(String id, boolean isPublic, String... addresses) {
        provider.nextId = id;
        return training()
                .createModel(NewModelRequest.newBuilder()
                        .setAuthorization(owner.authorization("create_model", chain.head()))
                        .setModel(NewModel.newBuilder()
                                .setName("Name of " + id)
                                .setDescription("made by a test")
                                .setGrpcServiceName("Digits")
                                .setGrpcMethodName("classify")
                                .setIsPublic(isPublic)
                                .addAllAddressList(List.of(addresses)))
                        .build());
    }

    CommonRequest request(Caller caller, String method, String modelId) {
        return CommonRequest.newBuilder()
                .setAuthorization(caller.authorization(method, chain.head()))
                .setModelId(modelId)
                .build();
    }

    static StatusRuntimeException failure(ThrowingCallable call) {
        StatusRuntimeException failure = Assertions.catchThrowableOfType(StatusRuntimeException.class, call);
        Assertions.assertThat(failure).as("the call fails").isNotNull();
        return failure;
    }

    /** {@code CODE: text}. */
    static String textOf(ThrowingCallable call) {
        io.grpc.Status status = failure(call).getStatus();
        return status.getCode() + ": " + status.getDescription();
    }

    private static FileDescriptor trainableService() {
        MethodOptions options = MethodOptions.newBuilder()
                .setExtension(TrainingProto.defaultModelId, "digits-default")
                .setExtension(TrainingProto.maxModelsPerUser, 3L)
                .setExtension(TrainingProto.datasetMaxSizeMb, 50L)
                .setExtension(TrainingProto.datasetMaxCountFiles, 1000L)
                .setExtension(TrainingProto.datasetMaxSizeSingleFileMb, 2L)
                .setExtension(TrainingProto.datasetFilesType, "png")
                .setExtension(TrainingProto.datasetType, "zip")
                .setExtension(TrainingProto.datasetDescription, "digits by label")
                .build();
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("digits.proto")
                .setSyntax("proto3")
                .setPackage("digits")
                .addDependency("training.proto")
                .addMessageType(DescriptorProto.newBuilder()
                        .setName("Question")
                        .addField(FieldDescriptorProto.newBuilder()
                                .setName("model_id")
                                .setNumber(1)
                                .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
                                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
                                .setTypeName(".training.ModelID")))
                .addMessageType(DescriptorProto.newBuilder().setName("Plain"))
                .addService(ServiceDescriptorProto.newBuilder()
                        .setName("Digits")
                        .addMethod(method("classify", ".digits.Question").setOptions(options))
                        .addMethod(method("count", ".digits.Plain")))
                .build();
        try {
            return FileDescriptor.buildFrom(file, new FileDescriptor[] {TrainingProto.getDescriptor()});
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MethodDescriptorProto.Builder method(String name, String input) {
        return MethodDescriptorProto.newBuilder()
                .setName(name)
                .setInputType(input)
                .setOutputType(".digits.Plain");
    }

    @Override
    public void close() {
        channel.shutdownNow();
        daemon.close();
        service.shutdownNow();
    }
}
