package io.snet4j.internal.proto;

import com.google.protobuf.DescriptorProtos.MethodOptions;
import io.snet4j.errors.MetadataException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a file's options. One that cannot be read costs nothing, unless somebody reads it. */
final class OptionReader {
    private static final Logger LOG = LoggerFactory.getLogger(OptionReader.class);

    /** Without these, messages would be read and written wrongly. */
    private static final Set<String> ON_THE_WIRE =
            Set.of("features", "packed", "message_set_wire_format", "allow_alias", "map_entry");

    private final ParsedFile file;
    private final OptionValues values;

    OptionReader(ParsedFile file, Extensions extensions) {
        this.file = file;
        this.values = new OptionValues(file.path(), extensions);
    }

    /**
     * @param plain whether those are read that need no other file, or the others
     * @throws MetadataException if all of the file depends on one that cannot be read
     */
    void read(boolean plain) {
        for (OptionSite site : file.options()) {
            for (OptionText option : site.options()) {
                if (option.isPlain() == plain) {
                    read(site, option);
                }
            }
        }
    }

    private void read(OptionSite site, OptionText option) {
        try {
            if (option.is("map_entry")) {
                throw new MetadataException(option.place() + ": map_entry is protoc's own; write map<…, …>");
            }
            values.apply(site, option);
        } catch (MetadataException e) {
            if (!isRead(site, option)) {
                LOG.debug("passed over: {}", e.getMessage());
            } else if (site.owner().isEmpty()) {
                throw e;
            } else if (isOfMethod(site)) {
                int dot = site.owner().lastIndexOf('.');
                file.breaksMethod(site.owner().substring(0, dot), site.owner().substring(dot + 1), e);
            } else {
                file.breaks(site.owner(), e);
            }
        }
    }

    private static boolean isOfMethod(OptionSite site) {
        return site.target() instanceof MethodOptions.Builder;
    }

    private static boolean isRead(OptionSite site, OptionText option) {
        OptionText.Part first = option.name().get(0);
        if (first.extension()) {
            return isOfMethod(site) && KnownFiles.isRead(first.name());
        }
        return ON_THE_WIRE.contains(first.name()) && option.name().stream().noneMatch(OptionText.Part::extension);
    }
}
