package io.snet4j.errors;

/**
 * A service's proto file is written in an edition that the protobuf on the class path does not know. The message names
 * file, line, edition and the version of protobuf-java that knows it.
 *
 * @since 0.1.0
 */
public class UnsupportedProtoException extends MetadataException {
    private static final long serialVersionUID = 1L;

    public UnsupportedProtoException(String message) {
        super(message);
    }
}
