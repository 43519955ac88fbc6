package io.snet4j.cli.command;

import io.snet4j.value.BlockCount;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers of blocks as they are typed. */
public final class BlockCounts implements ITypeConverter<BlockCount> {
    @Override
    public BlockCount convert(String text) {
        try {
            return BlockCount.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
