package io.snet4j.internal.proto;

/**
 * How answers are printed.
 *
 * @param zeroValues also fields without presence that have their default value
 * @param protoNames fields as proto files name them, not as JSON does
 * @param enumNumbers numbers for names of enum values
 * @param compact no blanks
 */
public record JsonStyle(boolean zeroValues, boolean protoNames, boolean enumNumbers, boolean compact) {
    public static final JsonStyle DEFAULT = new JsonStyle(false, false, false, false);
}
