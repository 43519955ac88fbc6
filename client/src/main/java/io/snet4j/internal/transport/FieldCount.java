package io.snet4j.internal.transport;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Counts the fields of a message in its bytes, before objects are made of them: a message that is empty takes two
 * bytes, and its object more than a hundred.
 */
final class FieldCount {
    /** In the largest answer that is read, a field has 16 bytes on average, at least. */
    static final int MAX_FIELDS = 1 << 18;

    /**
     * Fewer bytes hold no more fields, of which each has two: a tag and a value, or a group's two ends. They are not
     * counted, so that a fresh process can do without the descriptors that counting needs.
     */
    static final int LEAST_BYTES = 2 * (MAX_FIELDS + 1);

    /** Protobuf's own. */
    private static final int MAX_DEPTH = 100;

    private final CodedInputStream in;
    private int fields;

    private FieldCount(CodedInputStream in) {
        this.in = in;
    }

    /** @throws IOException if there are more fields, at all depths together, or the bytes are no message */
    static void requireFew(byte[] message, Descriptor type) throws IOException {
        new FieldCount(CodedInputStream.newInstance(message)).message(type, 0);
    }

    private void message(@Nullable Descriptor type, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new IOException("it is nested more than " + MAX_DEPTH + " deep");
        }
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_END_GROUP) {
                return;
            }
            if (++fields > MAX_FIELDS) {
                throw new IOException("it has more than " + MAX_FIELDS + " fields");
            }
            switch (WireFormat.getTagWireType(tag)) {
                case WireFormat.WIRETYPE_LENGTH_DELIMITED -> delimited(type, tag, depth);
                case WireFormat.WIRETYPE_START_GROUP -> message(null, depth + 1);
                default -> in.skipField(tag);
            }
        }
    }

    private void delimited(@Nullable Descriptor type, int tag, int depth) throws IOException {
        FieldDescriptor field = type == null ? null : type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
        if (field == null || field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
            in.skipField(tag);
            return;
        }
        int outer = in.pushLimit(in.readRawVarint32());
        message(field.getMessageType(), depth + 1);
        in.popLimit(outer);
    }
}
