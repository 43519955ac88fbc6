package io.snet4j.internal.proto;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.util.List;

/** Puts full names of types where a proto file had relative ones, as protoc does. */
final class LinkedNames {
    private LinkedNames() {}

    static void put(FileDescriptor linked, FileDescriptorProto.Builder proto) {
        for (int i = 0; i < proto.getMessageTypeCount(); i++) {
            put(linked.getMessageTypes().get(i), proto.getMessageTypeBuilder(i));
        }
        put(linked.getExtensions(), proto.getExtensionBuilderList());
        for (int i = 0; i < proto.getServiceCount(); i++) {
            List<MethodDescriptor> methods = linked.getServices().get(i).getMethods();
            for (int j = 0; j < methods.size(); j++) {
                MethodDescriptorProto.Builder method =
                        proto.getServiceBuilder(i).getMethodBuilder(j);
                method.setInputType("." + methods.get(j).getInputType().getFullName());
                method.setOutputType("." + methods.get(j).getOutputType().getFullName());
            }
        }
    }

    private static void put(Descriptor linked, DescriptorProto.Builder proto) {
        put(linked.getFields(), proto.getFieldBuilderList());
        put(linked.getExtensions(), proto.getExtensionBuilderList());
        for (int i = 0; i < proto.getNestedTypeCount(); i++) {
            put(linked.getNestedTypes().get(i), proto.getNestedTypeBuilder(i));
        }
    }

    private static void put(List<FieldDescriptor> linked, List<FieldDescriptorProto.Builder> protos) {
        for (int i = 0; i < protos.size(); i++) {
            FieldDescriptor field = linked.get(i);
            FieldDescriptorProto.Builder proto = protos.get(i);
            // In editions, a message that is written like a group is none.
            if (!proto.hasType()) {
                Type type = field.getType().toProto();
                proto.setType(type == Type.TYPE_GROUP ? Type.TYPE_MESSAGE : type);
            }
            if (field.getJavaType() == JavaType.MESSAGE) {
                proto.setTypeName("." + field.getMessageType().getFullName());
            } else if (field.getJavaType() == JavaType.ENUM) {
                proto.setTypeName("." + field.getEnumType().getFullName());
            }
            if (field.isExtension()) {
                proto.setExtendee("." + field.getContainingType().getFullName());
            }
        }
    }
}
