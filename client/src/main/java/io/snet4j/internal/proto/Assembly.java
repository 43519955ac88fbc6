package io.snet4j.internal.proto;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.Message;
import com.squareup.wire.Syntax;
import com.squareup.wire.schema.Field;
import com.squareup.wire.schema.Location;
import com.squareup.wire.schema.internal.parser.ExtendElement;
import com.squareup.wire.schema.internal.parser.FieldElement;
import com.squareup.wire.schema.internal.parser.OptionElement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What all parts of one file share while it becomes a descriptor: its syntax, and the options found so far. */
final class Assembly {
    private final boolean proto3;
    private final List<OptionSite> options = new ArrayList<>();

    Assembly(boolean proto3) {
        this.proto3 = proto3;
    }

    static Assembly of(@Nullable Syntax syntax) {
        return new Assembly(syntax == Syntax.PROTO_3);
    }

    boolean isProto3() {
        return proto3;
    }

    List<OptionSite> options() {
        return options;
    }

    static String join(String scope, String name) {
        return scope.isEmpty() ? name : scope + "." + name;
    }

    /** Remembers options, which need all files first. */
    void options(String scope, Location place, List<OptionElement> elements, Supplier<Message.Builder> target) {
        if (!elements.isEmpty()) {
            options.add(new OptionSite(scope, place.toString(), target.get(), elements));
        }
    }

    /** All but a map's type, and membership in a oneof. */
    void field(String scope, FieldElement element, FieldDescriptorProto.Builder field) {
        field.setName(element.getName()).setNumber(element.getTag()).setLabel(label(element.getLabel()));
        field.setJsonName(element.getJsonName() == null ? Names.json(element.getName()) : element.getJsonName());
        FieldTypes.set(field, element.getType());
        if (proto3 && element.getLabel() == Field.Label.OPTIONAL) {
            field.setProto3Optional(true);
        }
        if (element.getDefaultValue() != null) {
            field.setDefaultValue(FieldTypes.defaultValue(element));
        }
        options(join(scope, element.getName()), element.getLocation(), element.getOptions(), field::getOptionsBuilder);
    }

    private static Label label(Field.@Nullable Label label) {
        if (label == Field.Label.REPEATED) {
            return Label.LABEL_REPEATED;
        }
        return label == Field.Label.REQUIRED ? Label.LABEL_REQUIRED : Label.LABEL_OPTIONAL;
    }

    void extend(String scope, ExtendElement element, Supplier<FieldDescriptorProto.Builder> extensions) {
        for (FieldElement field : element.getFields()) {
            field(scope, field, extensions.get().setExtendee(element.getName()));
        }
    }

    /** A map is a repeated message of its own. */
    static DescriptorProto.Builder entry(FieldElement element, DescriptorProto.Builder entry) {
        String types = element.getType();
        int comma = types.indexOf(',');
        entry.setName(Names.mapEntry(element.getName())).getOptionsBuilder().setMapEntry(true);
        FieldTypes.set(
                member("key", 1, entry), types.substring("map<".length(), comma).strip());
        FieldTypes.set(
                member("value", 2, entry),
                types.substring(comma + 1, types.length() - 1).strip());
        return entry;
    }

    private static FieldDescriptorProto.Builder member(String name, int number, DescriptorProto.Builder entry) {
        return entry.addFieldBuilder()
                .setName(name)
                .setJsonName(name)
                .setNumber(number)
                .setLabel(Label.LABEL_OPTIONAL);
    }
}
