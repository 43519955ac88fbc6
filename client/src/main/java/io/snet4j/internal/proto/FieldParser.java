package io.snet4j.internal.proto;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Fields of messages and oneofs, groups, and extensions. */
final class FieldParser extends StatementParser {
    private static final int MAX_NUMBER = Integer.MAX_VALUE;

    private final String owner;
    private final String scope;
    private final Supplier<FieldDescriptorProto.Builder> fields;
    private final Supplier<DescriptorProto.Builder> types;

    /**
     * @param owner full name of the message that cannot be used without these fields
     * @param fields adds one
     * @param types adds a message that belongs to a field
     */
    FieldParser(
            ParsedFile file,
            Tokens tokens,
            String owner,
            String scope,
            Supplier<FieldDescriptorProto.Builder> fields,
            Supplier<DescriptorProto.Builder> types) {
        super(file, tokens);
        this.owner = owner;
        this.scope = scope;
        this.fields = fields;
        this.types = types;
    }

    /** {@code extend a.B { … }}, from the name on. */
    void extend() {
        String extended = tokens.name();
        block(owner, () -> field(FieldDescriptorProto.newBuilder().setExtendee(extended)));
    }

    void field() {
        field(FieldDescriptorProto.newBuilder());
    }

    /** Neither repeated nor required, so that one of them can be there and the others not. */
    void oneofField(int oneof) {
        boolean labelled = tokens.at("optional") || tokens.at("required") || tokens.at("repeated");
        if (labelled || tokens.at("map") && tokens.peek(1).is("<")) {
            throw tokens.problem(tokens.peek() + " cannot stand in a oneof");
        }
        field(FieldDescriptorProto.newBuilder().setOneofIndex(oneof));
    }

    private void field(FieldDescriptorProto.Builder field) {
        label(field);
        if (tokens.at("group") && tokens.peek(2).is("=")) {
            tokens.next();
            group(field);
        } else if (tokens.at("map") && tokens.peek(1).is("<")) {
            tokens.next();
            map(field);
        } else {
            FieldTypes.set(field, tokens.name());
            numbered(field, tokens.word());
            List<OptionText> options = options(field);
            tokens.expect(";");
            add(field, options);
        }
    }

    private void label(FieldDescriptorProto.Builder field) {
        field.setLabel(Label.LABEL_OPTIONAL);
        if (tokens.accept("repeated")) {
            field.setLabel(Label.LABEL_REPEATED);
        } else if (tokens.accept("required")) {
            field.setLabel(Label.LABEL_REQUIRED);
        } else if (tokens.accept("optional") && file.isProto3()) {
            field.setProto3Optional(true);
        }
    }

    private void numbered(FieldDescriptorProto.Builder field, String name) {
        tokens.expect("=");
        field.setName(name).setJsonName(Names.json(name)).setNumber(tokens.integer(0, MAX_NUMBER));
    }

    private List<OptionText> options(FieldDescriptorProto.Builder field) {
        List<OptionText> options = new ArrayList<>();
        for (OptionText option : bracketed()) {
            Tokens value = option.tokens(file.path());
            if (option.is("default")) {
                field.setDefaultValue(Defaults.value(field, value));
            } else if (option.is("json_name")) {
                field.setJsonName(value.text());
            } else {
                options.add(option);
            }
        }
        return options;
    }

    private void add(FieldDescriptorProto.Builder field, List<OptionText> options) {
        FieldDescriptorProto.Builder added = fields.get().mergeFrom(field.build());
        file.options(owner, Names.join(scope, field.getName()), options, added::getOptionsBuilder);
    }

    /** A message and a field in one. */
    private void group(FieldDescriptorProto.Builder field) {
        String name = tokens.word();
        numbered(field.setType(Type.TYPE_GROUP).setTypeName(name), name.toLowerCase(Locale.ROOT));
        List<OptionText> options = options(field);
        add(field, options);
        new MessageParser(file, tokens, scope, name, types.get()).body();
    }

    /** A repeated message of its own. */
    private void map(FieldDescriptorProto.Builder field) {
        tokens.expect("<");
        String key = tokens.name();
        tokens.expect(",");
        String value = tokens.name();
        tokens.expect(">");
        String name = tokens.word();
        String entry = Names.mapEntry(name);
        numbered(field.setLabel(Label.LABEL_REPEATED).setTypeName(entry), name);
        List<OptionText> options = options(field);
        tokens.expect(";");
        DescriptorProto.Builder type = types.get().setName(entry);
        type.getOptionsBuilder().setMapEntry(true);
        List<OptionText> features = options.stream()
                .filter(option -> option.name().get(0).name().equals("features"))
                .toList();
        // They hold for both members, as protoc has it.
        file.options(owner, scope, features, member(type, "key", 1, key)::getOptionsBuilder);
        file.options(owner, scope, features, member(type, "value", 2, value)::getOptionsBuilder);
        add(field, options);
    }

    private static FieldDescriptorProto.Builder member(
            DescriptorProto.Builder entry, String name, int number, String type) {
        FieldDescriptorProto.Builder member = entry.addFieldBuilder()
                .setName(name)
                .setJsonName(name)
                .setNumber(number)
                .setLabel(Label.LABEL_OPTIONAL);
        FieldTypes.set(member, type);
        return member;
    }
}
