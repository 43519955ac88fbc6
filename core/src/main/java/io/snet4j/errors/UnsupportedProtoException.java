package io.snet4j.errors;

/**
 * A service's proto file uses what cannot be read without protoc: an edition, or a group. The message names file, line
 * and construct. Stubs that protoc generates from the file still work.
 */
public class UnsupportedProtoException extends MetadataException {
    private static final long serialVersionUID = 1L;

    public UnsupportedProtoException(String message) {
        super(message);
    }
}
