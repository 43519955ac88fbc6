package io.snet4j.internal.dataset;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;

/** The name in UTF-8 that an entry may have beside the one in its old encoding (Info-ZIP's extra field 0x7075). */
final class UnicodePath {
    private static final int ID = 0x7075;
    private static final int FIXED_BYTES = 5;

    private UnicodePath() {}

    /** Empty if there is none, or one of another name: tools that rename entries may have left it. */
    static Optional<String> of(ByteBuffer extra, byte[] name) {
        extra.order(ByteOrder.LITTLE_ENDIAN);
        while (extra.remaining() >= 4) {
            int id = extra.getShort() & 0xffff;
            int length = Math.min(extra.getShort() & 0xffff, extra.remaining());
            ByteBuffer field = extra.slice(extra.position(), length).order(ByteOrder.LITTLE_ENDIAN);
            extra.position(extra.position() + length);
            if (id == ID && length > FIXED_BYTES && field.get() == 1 && field.getInt() == crc(name)) {
                return utf8(field);
            }
        }
        return Optional.empty();
    }

    private static int crc(byte[] name) {
        CRC32 crc = new CRC32();
        crc.update(name);
        return (int) crc.getValue();
    }

    private static Optional<String> utf8(ByteBuffer name) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(name).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
