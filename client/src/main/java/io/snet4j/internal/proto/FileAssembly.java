package io.snet4j.internal.proto;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.squareup.wire.schema.Location;
import com.squareup.wire.schema.internal.parser.EnumElement;
import com.squareup.wire.schema.internal.parser.MessageElement;
import com.squareup.wire.schema.internal.parser.ProtoFileElement;
import com.squareup.wire.schema.internal.parser.ProtoParser;
import com.squareup.wire.schema.internal.parser.RpcElement;
import com.squareup.wire.schema.internal.parser.ServiceElement;
import com.squareup.wire.schema.internal.parser.TypeElement;
import io.snet4j.errors.MetadataException;
import java.util.List;
import java.util.Optional;

/** One file before it is linked: names of types as they were written, and options still to be read. */
record FileAssembly(String path, FileDescriptorProto.Builder proto, List<OptionSite> options) {

    /** @throws MetadataException if it is no proto file, or one that cannot be read */
    static FileAssembly read(String path, String text) {
        String plain = ProtoText.plain(path, text);
        try {
            return assemble(path, ProtoParser.Companion.parse(Location.get(path), plain));
        } catch (MetadataException e) {
            throw e;
        } catch (RuntimeException e) {
            // The parser has no exception of its own; whatever it throws is about this text.
            throw new MetadataException(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static FileAssembly assemble(String path, ProtoFileElement element) {
        Assembly assembly = Assembly.of(element.getSyntax());
        String scope = Optional.ofNullable(element.getPackageName()).orElse("");
        FileDescriptorProto.Builder proto = FileDescriptorProto.newBuilder().setName(path);
        if (!scope.isEmpty()) {
            proto.setPackage(scope);
        }
        if (assembly.isProto3()) {
            proto.setSyntax("proto3");
        }
        addImports(element, proto);
        assembly.options(scope, element.getLocation(), element.getOptions(), proto::getOptionsBuilder);
        for (TypeElement type : element.getTypes()) {
            if (type instanceof MessageElement message) {
                MessageAssembly.add(assembly, scope, message, proto.addMessageTypeBuilder());
            } else if (type instanceof EnumElement constants) {
                EnumAssembly.add(assembly, scope, constants, proto.addEnumTypeBuilder());
            }
        }
        element.getExtendDeclarations().forEach(extend -> assembly.extend(scope, extend, proto::addExtensionBuilder));
        element.getServices().forEach(service -> addService(assembly, scope, service, proto.addServiceBuilder()));
        return new FileAssembly(path, proto, assembly.options());
    }

    private static void addImports(ProtoFileElement element, FileDescriptorProto.Builder proto) {
        proto.addAllDependency(element.getImports());
        for (String path : element.getPublicImports()) {
            proto.addPublicDependency(proto.getDependencyCount()).addDependency(path);
        }
        for (String path : element.getWeakImports()) {
            proto.addWeakDependency(proto.getDependencyCount()).addDependency(path);
        }
    }

    private static void addService(
            Assembly assembly, String outer, ServiceElement element, ServiceDescriptorProto.Builder service) {
        String scope = Assembly.join(outer, element.getName());
        service.setName(element.getName());
        assembly.options(scope, element.getLocation(), element.getOptions(), service::getOptionsBuilder);
        for (RpcElement rpc : element.getRpcs()) {
            MethodDescriptorProto.Builder method = service.addMethodBuilder()
                    .setName(rpc.getName())
                    .setInputType(rpc.getRequestType())
                    .setOutputType(rpc.getResponseType());
            if (rpc.getRequestStreaming()) {
                method.setClientStreaming(true);
            }
            if (rpc.getResponseStreaming()) {
                method.setServerStreaming(true);
            }
            assembly.options(
                    Assembly.join(scope, rpc.getName()),
                    rpc.getLocation(),
                    rpc.getOptions(),
                    method::getOptionsBuilder);
        }
    }
}
