package io.snet4j.cli.command;

import io.snet4j.training.ModelId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Models' ids as they are typed. */
public final class ModelIds implements ITypeConverter<ModelId> {
    @Override
    public ModelId convert(String text) {
        try {
            return new ModelId(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
