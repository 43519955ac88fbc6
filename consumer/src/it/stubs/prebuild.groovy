// Starts a network with a service that this build has no stubs of, and says where it is.
import com.google.protobuf.DescriptorProtos.DescriptorProto
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto
import com.google.protobuf.DescriptorProtos.FileDescriptorProto
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto
import com.google.protobuf.Descriptors.FileDescriptor
import com.google.protobuf.DynamicMessage
import io.grpc.BindableService
import io.grpc.MethodDescriptor
import io.grpc.ServerServiceDefinition
import io.grpc.protobuf.ProtoUtils
import io.grpc.stub.ServerCalls
import io.snet4j.devnet.Devnet
import io.snet4j.devnet.HostContext
import io.snet4j.devnet.HostedService
import io.snet4j.provider.ProviderServer
import io.snet4j.value.Cogs

class Parrot implements HostedService {
    final FileDescriptor file = FileDescriptor.buildFrom(
            FileDescriptorProto.newBuilder()
                    .setName("parrot.proto").setSyntax("proto3").setPackage("parrot")
                    .addMessageType(DescriptorProto.newBuilder().setName("Words")
                            .addField(FieldDescriptorProto.newBuilder().setName("text").setNumber(1)
                                    .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
                                    .setType(FieldDescriptorProto.Type.TYPE_STRING)))
                    .addService(ServiceDescriptorProto.newBuilder().setName("Parrot")
                            .addMethod(MethodDescriptorProto.newBuilder().setName("repeat")
                                    .setInputType(".parrot.Words").setOutputType(".parrot.Words")))
                    .build(),
            new FileDescriptor[0])

    String serviceId() { "parrot" }

    String displayName() { "Parrot" }

    Map<String, String> protoFiles() {
        ["parrot.proto": '''syntax = "proto3";
package parrot;
option java_package = "demo.parrot";
option java_multiple_files = true;
message Words { string text = 1; }
service Parrot { rpc repeat(Words) returns (Words); }
''']
    }

    FileDescriptor descriptor() { file }

    HostedService.Running start(HostContext context) {
        def words = ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(file.findMessageTypeByName("Words")))
        def repeat = MethodDescriptor.newBuilder(words, words)
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName("parrot.Parrot/repeat")
                .build()
        def handler = ServerCalls.asyncUnaryCall({ request, answer ->
            answer.onNext(request)
            answer.onCompleted()
        } as ServerCalls.UnaryMethod)
        def service = ServerServiceDefinition.builder("parrot.Parrot").addMethod(repeat, handler).build()
        def server = ProviderServer.builder().port(context.port()).addService({ service } as BindableService).start()
        return new ParrotServer(server)
    }
}

class ParrotServer implements HostedService.Running {
    private final ProviderServer server

    ParrotServer(ProviderServer server) { this.server = server }

    URI serviceUrl() { server.uri() }

    void close() { server.close() }
}

def devnet = Devnet.builder().service(new Parrot()).callPrice(Cogs.of(7)).start()
context.put("devnet", devnet)
def net = devnet.connection()
def settings = new Properties()
settings.putAll([
        "snet4j.network"     : "local",
        "snet4j.chain-id"    : net.chainId() as String,
        "snet4j.registry"    : net.contracts().registry() as String,
        "snet4j.organization": net.orgId(),
        "snet4j.service"     : net.serviceId(),
        "snet4j.rpc"         : net.rpcUrl() as String,
        "snet4j.storage"     : net.ipfsUrl() as String,
        "demo.escrow"        : net.contracts().mpe() as String,
        "demo.token"         : net.contracts().token() as String,
        "demo.key"           : net.account("consumer").privateKey(),
])
new File(basedir, "test.properties").withOutputStream { settings.store(it, null) }
return true
