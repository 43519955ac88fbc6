package io.snet4j.internal.proto;

import com.google.protobuf.Message;
import com.squareup.wire.schema.internal.parser.OptionElement;
import java.util.List;

/**
 * Options as they stand in the text, and where they belong.
 *
 * @param scope full name of the element, in which names of custom options are looked up
 * @param place file and line
 * @param target one of {@code FileOptions}, {@code MessageOptions}, …
 */
record OptionSite(String scope, String place, Message.Builder target, List<OptionElement> options) {}
