package io.snet4j.internal.proto;

import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.squareup.wire.schema.internal.parser.EnumConstantElement;
import com.squareup.wire.schema.internal.parser.EnumElement;
import com.squareup.wire.schema.internal.parser.ReservedElement;

/** One enum. */
final class EnumAssembly {
    /** What the parser says for "max", which means more in an enum. */
    private static final int MAX_FIELD_NUMBER = 536_870_911;

    private EnumAssembly() {}

    static void add(Assembly file, String outer, EnumElement element, EnumDescriptorProto.Builder proto) {
        String scope = Assembly.join(outer, element.getName());
        proto.setName(element.getName());
        file.options(scope, element.getLocation(), element.getOptions(), proto::getOptionsBuilder);
        for (EnumConstantElement constant : element.getConstants()) {
            EnumValueDescriptorProto.Builder value =
                    proto.addValueBuilder().setName(constant.getName()).setNumber(constant.getTag());
            // Values lie beside their enum, not within it.
            file.options(
                    Assembly.join(outer, constant.getName()),
                    constant.getLocation(),
                    constant.getOptions(),
                    value::getOptionsBuilder);
        }
        element.getReserveds().forEach(reserved -> addReserved(reserved, proto));
    }

    private static void addReserved(ReservedElement reserved, EnumDescriptorProto.Builder proto) {
        for (Object value : reserved.getValues()) {
            if (value instanceof String name) {
                proto.addReservedName(name);
            } else {
                Span span = Span.of(value);
                int last = span.last() == MAX_FIELD_NUMBER ? Integer.MAX_VALUE : span.last();
                proto.addReservedRangeBuilder().setStart(span.first()).setEnd(last);
            }
        }
    }
}
