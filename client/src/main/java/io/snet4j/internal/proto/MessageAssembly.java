package io.snet4j.internal.proto;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.squareup.wire.schema.Location;
import com.squareup.wire.schema.internal.parser.EnumElement;
import com.squareup.wire.schema.internal.parser.ExtensionsElement;
import com.squareup.wire.schema.internal.parser.FieldElement;
import com.squareup.wire.schema.internal.parser.MessageElement;
import com.squareup.wire.schema.internal.parser.OneOfElement;
import com.squareup.wire.schema.internal.parser.ReservedElement;
import com.squareup.wire.schema.internal.parser.TypeElement;
import io.snet4j.errors.MetadataException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** One message, in the order of its text. */
final class MessageAssembly {
    private static final Comparator<Location> IN_TEXT =
            Comparator.comparingInt(Location::getLine).thenComparingInt(Location::getColumn);
    private static final int NO_ONEOF = -1;
    private static final int MAX_SCOPE = 1000;

    private final Assembly file;
    private final MessageElement element;
    private final DescriptorProto.Builder message;
    private final String scope;

    private MessageAssembly(Assembly file, String outer, MessageElement element, DescriptorProto.Builder message) {
        this.file = file;
        this.element = element;
        this.message = message;
        this.scope = Assembly.join(outer, element.getName());
        // Each of its members has a full name of its own, with this in it.
        if (scope.length() > MAX_SCOPE) {
            throw new MetadataException(
                    element.getLocation() + ": a full name of more than " + MAX_SCOPE + " characters");
        }
    }

    static void add(Assembly file, String outer, MessageElement element, DescriptorProto.Builder message) {
        new MessageAssembly(file, outer, element, message).addAll();
    }

    private void addAll() {
        message.setName(element.getName());
        file.options(scope, element.getLocation(), element.getOptions(), message::getOptionsBuilder);
        for (OneOfElement oneof : element.getOneOfs()) {
            message.addOneofDeclBuilder().setName(oneof.getName());
        }
        addOneofOptions();
        members().sorted(Comparator.comparing(Member::place, IN_TEXT)).forEach(member -> member.action()
                .run());
        addSyntheticOneofs();
        element.getExtendDeclarations().forEach(extend -> file.extend(scope, extend, message::addExtensionBuilder));
        element.getExtensions().forEach(this::addExtensions);
        element.getReserveds().forEach(this::addReserved);
    }

    private record Member(Location place, Runnable action) {}

    private Stream<Member> members() {
        Stream<Member> fields = element.getFields().stream()
                .map(field -> new Member(field.getLocation(), () -> addField(field, NO_ONEOF)));
        Stream<Member> inOneofs = element.getOneOfs().stream().flatMap(oneof -> oneof.getFields().stream()
                .map(field -> new Member(
                        field.getLocation(),
                        () -> addField(field, element.getOneOfs().indexOf(oneof)))));
        Stream<Member> types =
                element.getNestedTypes().stream().map(type -> new Member(type.getLocation(), () -> addType(type)));
        return Stream.of(fields, inOneofs, types).flatMap(members -> members);
    }

    private void addField(FieldElement field, int oneof) {
        FieldDescriptorProto.Builder proto = message.addFieldBuilder();
        file.field(scope, field, proto);
        if (oneof != NO_ONEOF) {
            proto.setOneofIndex(oneof);
        }
        if (field.getType().startsWith("map<")) {
            DescriptorProto.Builder entry = Assembly.entry(field, message.addNestedTypeBuilder());
            proto.setLabel(Label.LABEL_REPEATED).setTypeName(entry.getName());
        }
    }

    private void addType(TypeElement type) {
        if (type instanceof MessageElement nested) {
            add(file, scope, nested, message.addNestedTypeBuilder());
        } else if (type instanceof EnumElement nested) {
            EnumAssembly.add(file, scope, nested, message.addEnumTypeBuilder());
        }
    }

    private void addOneofOptions() {
        List<OneOfElement> oneofs = element.getOneOfs();
        for (int i = 0; i < oneofs.size(); i++) {
            OneOfElement oneof = oneofs.get(i);
            file.options(
                    Assembly.join(scope, oneof.getName()),
                    oneof.getLocation(),
                    oneof.getOptions(),
                    message.getOneofDeclBuilder(i)::getOptionsBuilder);
        }
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

    private void addExtensions(ExtensionsElement extensions) {
        for (Object value : extensions.getValues()) {
            Span span = Span.of(value);
            DescriptorProto.ExtensionRange.Builder range =
                    message.addExtensionRangeBuilder().setStart(span.first()).setEnd(span.last() + 1);
            file.options(scope, extensions.getLocation(), extensions.getOptions(), range::getOptionsBuilder);
        }
    }

    private void addReserved(ReservedElement reserved) {
        for (Object value : reserved.getValues()) {
            if (value instanceof String name) {
                message.addReservedName(name);
            } else {
                Span span = Span.of(value);
                message.addReservedRangeBuilder().setStart(span.first()).setEnd(span.last() + 1);
            }
        }
    }
}
