package io.snet4j.internal.proto;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.SymbolVisibility;

/**
 * Who may use a type, which is written from edition 2024 on. Older protobufs have no such thing, and never come here.
 */
enum Visibility {
    UNSET {
        @Override
        void set(DescriptorProto.Builder message) {}

        @Override
        void set(EnumDescriptorProto.Builder constants) {}
    },
    EXPORT,
    LOCAL;

    /** The word before a type, if it is one. */
    static Visibility read(Tokens tokens) {
        boolean beforeType = tokens.peek(1).is("message") || tokens.peek(1).is("enum");
        if (beforeType && tokens.accept("export")) {
            return EXPORT;
        }
        return beforeType && tokens.accept("local") ? LOCAL : UNSET;
    }

    void set(DescriptorProto.Builder message) {
        message.setVisibility(SymbolVisibility.valueOf("VISIBILITY_" + name()));
    }

    void set(EnumDescriptorProto.Builder constants) {
        constants.setVisibility(SymbolVisibility.valueOf("VISIBILITY_" + name()));
    }
}
