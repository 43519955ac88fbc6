package io.snet4j.toy;

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
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.protobuf.ProtoUtils;
import io.snet4j.value.Cogs;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the toy service may sell besides: one method each, at different prices. An order may be spoiled, and is refused.
 */
public enum Good {
    GIFT(0),
    PENNY(1),
    LOAF(7),
    COAT(40),
    CART(250);

    static final String SERVICE = "shop.Shop";

    private static final FileDescriptor FILE = file();
    private static final Descriptor ORDER = FILE.findMessageTypeByName("Order");
    private static final FieldDescriptor SPOILED = ORDER.findFieldByNumber(1);

    private final Cogs price;

    Good(long price) {
        this.price = Cogs.of(price);
    }

    public Cogs price() {
        return price;
    }

    String methodName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String fullMethodName() {
        return SERVICE + "/" + methodName();
    }

    public MethodDescriptor<DynamicMessage, DynamicMessage> method() {
        return MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                .setType(MethodType.UNARY)
                .setFullMethodName(fullMethodName())
                .setRequestMarshaller(ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(ORDER)))
                .setResponseMarshaller(ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(ORDER)))
                .build();
    }

    public static DynamicMessage order(boolean spoiled) {
        return DynamicMessage.newBuilder(ORDER).setField(SPOILED, spoiled).build();
    }

    static boolean isSpoiled(DynamicMessage order) {
        return (Boolean) order.getField(SPOILED);
    }

    public static Map<String, Cogs> prices() {
        return Arrays.stream(values()).collect(Collectors.toMap(Good::fullMethodName, Good::price));
    }

    static String proto() {
        return "syntax = \"proto3\";\npackage shop;\nmessage Order { bool spoiled = 1; }\nservice Shop {\n"
                + Arrays.stream(values())
                        .map(good -> "  rpc %s(Order) returns (Order) {}\n".formatted(good.methodName()))
                        .collect(Collectors.joining())
                + "}\n";
    }

    private static FileDescriptor file() {
        ServiceDescriptorProto.Builder shop =
                ServiceDescriptorProto.newBuilder().setName("Shop");
        for (Good good : values()) {
            shop.addMethod(MethodDescriptorProto.newBuilder()
                    .setName(good.methodName())
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
}
