package io.snet4j.money;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.snet4j.devnet.HostContext;
import io.snet4j.devnet.HostedService;
import io.snet4j.provider.ProviderServer;
import io.snet4j.value.Cogs;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Sells goods at different prices, and refuses those that are ordered spoiled. Counts what it delivered. */
final class Shop implements HostedService {
    /** One method each. */
    enum Good {
        GIFT(0),
        PENNY(1),
        LOAF(7),
        COAT(40),
        CART(250);

        private final Cogs price;

        Good(long price) {
            this.price = Cogs.of(price);
        }

        Cogs price() {
            return price;
        }

        String fullMethodName() {
            return "shop.Shop/" + name().toLowerCase(java.util.Locale.ROOT);
        }

        MethodDescriptor<DynamicMessage, DynamicMessage> method() {
            return MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                    .setType(MethodType.UNARY)
                    .setFullMethodName(fullMethodName())
                    .setRequestMarshaller(ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(ORDER)))
                    .setResponseMarshaller(ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(ORDER)))
                    .build();
        }
    }

    private static final FileDescriptor FILE = file();
    private static final Descriptor ORDER = FILE.findMessageTypeByName("Order");
    private static final FieldDescriptor SPOILED = ORDER.findFieldByNumber(1);

    private final AtomicInteger delivered = new AtomicInteger();
    private volatile Runnable onOrder = () -> {};

    static DynamicMessage order(boolean spoiled) {
        return DynamicMessage.newBuilder(ORDER).setField(SPOILED, spoiled).build();
    }

    static Map<String, Cogs> prices() {
        return Arrays.stream(Good.values()).collect(Collectors.toMap(Good::fullMethodName, Good::price));
    }

    int delivered() {
        return delivered.get();
    }

    /** Runs when an order has come, before it is answered; may block. */
    void onOrder(Runnable action) {
        onOrder = action;
    }

    private void serve(DynamicMessage order, StreamObserver<DynamicMessage> answer) {
        onOrder.run();
        if ((Boolean) order.getField(SPOILED)) {
            answer.onError(
                    Status.FAILED_PRECONDITION.withDescription("sold out").asRuntimeException());
            return;
        }
        delivered.incrementAndGet();
        answer.onNext(order);
        answer.onCompleted();
    }

    private static FileDescriptor file() {
        ServiceDescriptorProto.Builder shop =
                ServiceDescriptorProto.newBuilder().setName("Shop");
        for (Good good : Good.values()) {
            String name = good.fullMethodName().substring("shop.Shop/".length());
            shop.addMethod(MethodDescriptorProto.newBuilder()
                    .setName(name)
                    .setInputType(".shop.Order")
                    .setOutputType(".shop.Order"));
        }
        FileDescriptorProto proto = FileDescriptorProto.newBuilder()
                .setName("shop.proto")
                .setSyntax("proto3")
                .setPackage("shop")
                .addMessageType(DescriptorProto.newBuilder()
                        .setName("Order")
                        .addField(FieldDescriptorProto.newBuilder()
                                .setName("spoiled")
                                .setNumber(1)
                                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
                                .setType(FieldDescriptorProto.Type.TYPE_BOOL)))
                .addService(shop)
                .build();
        try {
            return FileDescriptor.buildFrom(proto, new FileDescriptor[0]);
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String serviceId() {
        return "shop";
    }

    @Override
    public String displayName() {
        return "Shop";
    }

    @Override
    public Map<String, String> protoFiles() {
        String methods = Arrays.stream(Good.values())
                .map(good -> "  rpc %s(Order) returns (Order) {}\n"
                        .formatted(good.fullMethodName().substring("shop.Shop/".length())))
                .collect(Collectors.joining());
        return Map.of(
                "shop.proto",
                "syntax = \"proto3\";\npackage shop;\nmessage Order { bool spoiled = 1; }\nservice Shop {\n" + methods
                        + "}\n");
    }

    @Override
    public FileDescriptor descriptor() {
        return FILE;
    }

    @Override
    public Running start(HostContext context) {
        BindableService shop = () -> {
            ServerServiceDefinition.Builder service = ServerServiceDefinition.builder("shop.Shop");
            for (Good good : Good.values()) {
                service.addMethod(good.method(), ServerCalls.asyncUnaryCall(this::serve));
            }
            return service.build();
        };
        ProviderServer server =
                ProviderServer.builder().port(context.port()).addService(shop).start();
        return new Running() {
            @Override
            public URI serviceUrl() {
                return server.uri();
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }
}
