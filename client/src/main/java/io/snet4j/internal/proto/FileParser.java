package io.snet4j.internal.proto;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import io.snet4j.errors.MetadataException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the text of one proto file, as protoc's own parser does, and more than it does of a file with mistakes: a
 * statement that cannot be read is left out, and what it belongs to is remembered as broken.
 */
final class FileParser extends StatementParser {
    private final FileDescriptorProto.Builder proto;
    private final List<OptionText> options = new ArrayList<>();

    private FileParser(ParsedFile file, Tokens tokens) {
        super(file, tokens);
        this.proto = file.proto();
    }

    /**
     * @throws MetadataException if it is no proto file, or one of which nothing can be read, or is beyond the budget
     */
    static ParsedFile read(String path, String text, TokenBudget budget) {
        ParsedFile file = new ParsedFile(path);
        new FileParser(file, new Tokens(path, Lexer.tokens(path, ProtoText.plain(path, text), budget))).read();
        return file;
    }

    private void read() {
        syntax();
        // It may stand behind what it holds for.
        tokens.behindStatement("package").ifPresent(after -> proto.setPackage(after.name()));
        while (!tokens.atEnd()) {
            if (tokens.at("}")) {
                file.adds(tokens.problem("a \"}\" that closes nothing"));
                tokens.next();
            } else {
                statement("", this::member);
            }
        }
        file.options("", proto.getPackage(), options, proto::getOptionsBuilder);
    }

    /** Decides how all that follows is read, so that nothing is if it cannot be. */
    private void syntax() {
        while (tokens.accept(";")) {
            // Nothing stands before it.
        }
        boolean edition = tokens.at("edition") && tokens.peek(1).is("=");
        if (!edition && !(tokens.at("syntax") && tokens.peek(1).is("="))) {
            return;
        }
        String place = tokens.place();
        tokens.next();
        tokens.next();
        String value = tokens.text();
        tokens.expect(";");
        if (edition) {
            proto.setSyntax("editions").setEdition(Editions.require(place, value));
        } else if (value.equals("proto3")) {
            proto.setSyntax("proto3");
        } else if (!value.equals("proto2")) {
            throw tokens.problem("the syntax \"" + value + "\" is none of \"proto2\" and \"proto3\"");
        }
    }

    private void member() {
        Visibility visibility = file.isFrom2024() ? Visibility.read(tokens) : Visibility.UNSET;
        String scope = proto.getPackage();
        if (tokens.accept("import")) {
            imported();
        } else if (tokens.accept("package")) {
            proto.setPackage(tokens.name());
            tokens.expect(";");
        } else if (tokens.accept("option")) {
            option(options);
        } else if (tokens.accept("message")) {
            DescriptorProto.Builder message = proto.addMessageTypeBuilder();
            visibility.set(message);
            new MessageParser(file, tokens, scope, tokens.word(), message).body();
        } else if (tokens.accept("enum")) {
            EnumParser.read(file, tokens, scope, visibility, proto.addEnumTypeBuilder());
        } else if (tokens.accept("service")) {
            ServiceParser.read(file, tokens, scope, proto.addServiceBuilder());
        } else if (tokens.accept("extend")) {
            new FieldParser(file, tokens, "", scope, proto::addExtensionBuilder, proto::addMessageTypeBuilder).extend();
        } else {
            throw tokens.problem(tokens.peek() + " begins no statement");
        }
    }

    private void imported() {
        if (tokens.accept("option") && file.isFrom2024()) {
            String path = tokens.text();
            proto.addOptionDependency(path);
            file.optionImports().add(path);
        } else {
            if (tokens.accept("public")) {
                proto.addPublicDependency(proto.getDependencyCount());
            } else if (tokens.accept("weak")) {
                proto.addWeakDependency(proto.getDependencyCount());
            }
            proto.addDependency(tokens.text());
        }
        tokens.expect(";");
    }
}
