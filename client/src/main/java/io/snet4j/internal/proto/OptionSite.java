package io.snet4j.internal.proto;

import com.google.protobuf.Message;
import java.util.List;

/**
 * Options as they stand in the text, and where they belong.
 *
 * @param owner full name of the message, enum, service or method that cannot be used if they matter and cannot be read
 * @param scope full name of the element, in which names of custom options are looked up
 * @param target one of {@code FileOptions}, {@code MessageOptions}, …
 */
record OptionSite(String owner, String scope, Message.Builder target, List<OptionText> options) {}
