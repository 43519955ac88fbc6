package io.snet4j.internal.proto;

import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import io.snet4j.errors.MetadataException;
import io.snet4j.internal.proto.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** One service. A method that cannot be read costs the others nothing. */
final class ServiceParser extends StatementParser {
    private final ServiceDescriptorProto.Builder service;
    private final String scope;
    private final List<OptionText> options = new ArrayList<>();

    private ServiceParser(ParsedFile file, Tokens tokens, String outer, ServiceDescriptorProto.Builder service) {
        super(file, tokens);
        this.service = service;
        this.scope = ParsedFile.scope(tokens, outer, service.getName());
    }

    /** From the name on. */
    static void read(ParsedFile file, Tokens tokens, String outer, ServiceDescriptorProto.Builder service) {
        ServiceParser parser = new ServiceParser(file, tokens, outer, service.setName(tokens.word()));
        parser.block("", parser::member);
        file.options(parser.scope, parser.scope, parser.options, service::getOptionsBuilder);
    }

    private void member() {
        if (tokens.accept("option")) {
            option(options);
            return;
        }
        tokens.expect("rpc");
        Token name = tokens.peek();
        int start = tokens.position();
        try {
            rpc();
        } catch (MetadataException e) {
            tokens.skipStatement(start);
            if (name.kind() == Kind.WORD) {
                file.breaksMethod(scope, name.text(), e);
            } else {
                file.adds(e);
            }
        }
    }

    private void rpc() {
        MethodDescriptorProto.Builder method =
                MethodDescriptorProto.newBuilder().setName(tokens.word());
        tokens.expect("(");
        if (tokens.accept("stream")) {
            method.setClientStreaming(true);
        }
        method.setInputType(tokens.name());
        tokens.expect(")");
        tokens.expect("returns");
        tokens.expect("(");
        if (tokens.accept("stream")) {
            method.setServerStreaming(true);
        }
        method.setOutputType(tokens.name());
        tokens.expect(")");
        List<OptionText> own = new ArrayList<>();
        boolean braces = tokens.at("{");
        if (braces) {
            tokens.next();
            while (!tokens.accept("}")) {
                if (!tokens.accept(";")) {
                    tokens.expect("option");
                    option(own);
                }
            }
        } else {
            tokens.expect(";");
        }
        MethodDescriptorProto.Builder added = service.addMethodBuilder().mergeFrom(method.build());
        if (braces) {
            // Protoc leaves this trace of empty braces.
            added.getOptionsBuilder();
        }
        String name = Names.join(scope, method.getName());
        file.options(name, name, own, added::getOptionsBuilder);
    }
}
