package io.snet4j.internal.proto;

import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import io.snet4j.errors.MetadataException;
import java.util.ArrayList;
import java.util.List;

/** One enum. */
final class EnumParser extends StatementParser {
    private final EnumDescriptorProto.Builder proto;
    private final String outer;
    private final String scope;
    private final List<OptionText> options = new ArrayList<>();

    private EnumParser(ParsedFile file, Tokens tokens, String outer, EnumDescriptorProto.Builder proto) {
        super(file, tokens);
        this.proto = proto;
        this.outer = outer;
        this.scope = ParsedFile.scope(tokens, outer, proto.getName());
    }

    /** From the name on. */
    static void read(
            ParsedFile file, Tokens tokens, String outer, Visibility visibility, EnumDescriptorProto.Builder proto) {
        visibility.set(proto);
        proto.setName(tokens.word());
        new EnumParser(file, tokens, outer, proto).body();
    }

    private void body() {
        try {
            block(scope, this::member);
        } catch (MetadataException e) {
            file.breaks(scope, e);
            throw e;
        }
        file.options(scope, scope, options, proto::getOptionsBuilder);
    }

    private void member() {
        if (tokens.at("option") && !tokens.peek(1).is("=")) {
            tokens.next();
            option(options);
        } else if (tokens.at("reserved") && !tokens.peek(1).is("=")) {
            tokens.next();
            Ranges.reserved(tokens, Integer.MIN_VALUE + 1, this::reserve, proto::addReservedName);
        } else {
            value();
        }
    }

    private void value() {
        String name = tokens.word();
        tokens.expect("=");
        int number = tokens.integer(Integer.MIN_VALUE, Integer.MAX_VALUE);
        List<OptionText> own = bracketed();
        tokens.expect(";");
        EnumValueDescriptorProto.Builder value =
                proto.addValueBuilder().setName(name).setNumber(number);
        // Values lie beside their enum, not within it.
        file.options(scope, Names.join(outer, name), own, value::getOptionsBuilder);
    }

    /** Here both ends are included in the descriptor, too. */
    private void reserve(int first, int last) {
        proto.addReservedRangeBuilder().setStart(first).setEnd(last == Ranges.MAX ? Integer.MAX_VALUE : last);
    }
}
