package io.snet4j.devnet.daemon;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import io.snet4j.internal.core.Keccak;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Messages and signatures that the tests have no classes for. */
final class RawMessages {
    private RawMessages() {}

    /** What is signed, put together without the daemon's own code: the parts one after the other, hashed. */
    static byte[] signed(byte[]... parts) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            packed.writeBytes(part);
        }
        return Keccak.hash(packed.toByteArray());
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A word of 32 bytes, filled with the number's sign. */
    static byte[] word(long number) {
        byte[] word = new byte[32];
        Arrays.fill(word, (byte) (number < 0 ? -1 : 0));
        ByteBuffer.wrap(word).putLong(24, number);
        return word;
    }

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
