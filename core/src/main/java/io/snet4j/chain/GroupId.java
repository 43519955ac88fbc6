package io.snet4j.chain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.snet4j.internal.text.ForeignText;
import java.util.Arrays;
import java.util.Base64;

/**
 * The 32 bytes that name a group of daemon replicas; base64 in metadata and JSON. Immutable.
 *
 * @since 0.1.0
 */
public final class GroupId {
    private static final int LENGTH = 32;

    private final byte[] bytes;

    private GroupId(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws IllegalArgumentException unless exactly 32 bytes */
    public static GroupId of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a group id has 32 bytes, not " + bytes.length);
        }
        return new GroupId(bytes.clone());
    }

    /** @throws IllegalArgumentException naming the text, unless it is the base64 of 32 bytes */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static GroupId parse(String base64) {
        try {
            return of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "not a group id: " + ForeignText.quoted(base64) + "; expected the base64 of 32 bytes", e);
        }
    }

    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GroupId that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The base64 text, as metadata spells it. */
    @JsonValue
    @Override
    public String toString() {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
