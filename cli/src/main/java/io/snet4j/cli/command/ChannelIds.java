package io.snet4j.cli.command;

import io.snet4j.value.ChannelId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Channels' ids as they are typed. */
public final class ChannelIds implements ITypeConverter<ChannelId> {
    @Override
    public ChannelId convert(String text) {
        try {
            return ChannelId.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
