package io.snet4j.devnet.daemon;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;

/** Messages that the tests have no classes for. */
final class RawMessages {
    private RawMessages() {}

    /** A request to the configuration service. */
    static byte[] authentication(byte[] signature, long block) {
        UnknownFieldSet authentication = UnknownFieldSet.newBuilder()
                .addField(
                        1,
                        Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFrom(signature))
                                .build())
                .addField(2, Field.newBuilder().addVarint(block).build())
                .build();
        return UnknownFieldSet.newBuilder()
                .addField(
                        1,
                        Field.newBuilder()
                                .addLengthDelimited(authentication.toByteString())
                                .build())
                .build()
                .toByteArray();
    }
}
