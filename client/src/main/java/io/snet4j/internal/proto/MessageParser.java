package io.snet4j.internal.proto;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.DescriptorProto.ExtensionRange;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import io.snet4j.errors.MetadataException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One message, in the order of its text. */
final class MessageParser extends StatementParser {
    private static final int MAX_FIELD = 536_870_911;

    private final DescriptorProto.Builder message;
    private final String outer;
    private final String scope;
    private final FieldParser fields;
    private final List<OptionText> options = new ArrayList<>();

    MessageParser(ParsedFile file, Tokens tokens, String outer, String name, DescriptorProto.Builder message) {
        super(file, tokens);
        this.outer = outer;
        this.message = message.setName(name);
        this.scope = Names.join(outer, name);
        this.fields =
                new FieldParser(file, tokens, scope, scope, message::addFieldBuilder, message::addNestedTypeBuilder);
    }

    /** From the brace on. */
    void body() {
        try {
            ParsedFile.scope(tokens, outer, message.getName());
            block(scope, this::member);
        } catch (MetadataException e) {
            file.breaks(scope, e);
            throw e;
        }
        file.options(scope, scope, options, message::getOptionsBuilder);
        addSyntheticOneofs();
        putEnds();
    }

    private void member() {
        Visibility visibility = file.isFrom2024() ? Visibility.read(tokens) : Visibility.UNSET;
        if (tokens.accept("message")) {
            DescriptorProto.Builder nested = message.addNestedTypeBuilder();
            visibility.set(nested);
            new MessageParser(file, tokens, scope, tokens.word(), nested).body();
        } else if (tokens.accept("enum")) {
            EnumParser.read(file, tokens, scope, visibility, message.addEnumTypeBuilder());
        } else if (tokens.accept("extensions")) {
            extensions();
        } else if (tokens.accept("reserved")) {
            Ranges.reserved(tokens, 1, this::reserve, message::addReservedName);
        } else if (tokens.accept("extend")) {
            new FieldParser(file, tokens, scope, scope, message::addExtensionBuilder, message::addNestedTypeBuilder)
                    .extend();
        } else if (tokens.accept("option")) {
            option(options);
        } else if (tokens.accept("oneof")) {
            oneof();
        } else {
            fields.field();
        }
    }

    private void oneof() {
        int index = message.getOneofDeclCount();
        OneofDescriptorProto.Builder oneof = message.addOneofDeclBuilder().setName(tokens.word());
        List<OptionText> own = new ArrayList<>();
        block(scope, () -> {
            if (tokens.accept("option")) {
                option(own);
            } else {
                fields.oneofField(index);
            }
        });
        file.options(scope, Names.join(scope, oneof.getName()), own, oneof::getOptionsBuilder);
    }

    private void extensions() {
        int before = message.getExtensionRangeCount();
        Ranges.numbers(tokens, 1, (first, last) -> message.addExtensionRangeBuilder()
                .setStart(first)
                .setEnd(last == Ranges.MAX ? last : last + 1));
        List<OptionText> own = bracketed();
        tokens.expect(";");
        for (ExtensionRange.Builder range :
                message.getExtensionRangeBuilderList().subList(before, message.getExtensionRangeCount())) {
            file.options(scope, scope, own, range::getOptionsBuilder);
        }
    }

    private void reserve(int first, int last) {
        message.addReservedRangeBuilder().setStart(first).setEnd(last == Ranges.MAX ? last : last + 1);
    }

    /** What "max" is, depends on an option. */
    private void putEnds() {
        boolean messageSet = options.stream().anyMatch(each -> each.is("message_set_wire_format") && each.isTrue());
        int end = messageSet ? Integer.MAX_VALUE : MAX_FIELD + 1;
        message.getExtensionRangeBuilderList().stream()
                .filter(range -> range.getEnd() == Ranges.MAX)
                .forEach(range -> range.setEnd(end));
        message.getReservedRangeBuilderList().stream()
                .filter(range -> range.getEnd() == Ranges.MAX)
                .forEach(range -> range.setEnd(end));
    }

    /** An optional field of proto3 is the only one of a oneof that nobody wrote. */
    private void addSyntheticOneofs() {
        Set<String> names = new HashSet<>();
        message.getFieldList().forEach(field -> names.add(field.getName()));
        message.getOneofDeclList().forEach(oneof -> names.add(oneof.getName()));
        for (FieldDescriptorProto.Builder field : message.getFieldBuilderList()) {
            if (field.getProto3Optional()) {
                String name = field.getName().startsWith("_") ? field.getName() : "_" + field.getName();
                while (!names.add(name)) {
                    name = "X" + name;
                }
                field.setOneofIndex(message.getOneofDeclCount());
                message.addOneofDeclBuilder().setName(name);
            }
        }
    }
}
