package io.snet4j.internal.proto;

import io.snet4j.errors.MetadataException;
import io.snet4j.internal.proto.OptionText.Part;
import java.util.ArrayList;
import java.util.List;

/** What statements of all kinds have in common: braces around them, and options. */
abstract class StatementParser {
    final ParsedFile file;
    final Tokens tokens;

    StatementParser(ParsedFile file, Tokens tokens) {
        this.file = file;
        this.tokens = tokens;
    }

    /** All statements up to a brace that closes; one that cannot be read breaks its owner and nothing else. */
    final void block(String owner, Runnable statement) {
        tokens.expect("{");
        while (!tokens.accept("}")) {
            if (tokens.atEnd()) {
                throw tokens.problem("\"}\" is expected, not the end");
            }
            statement(owner, statement);
        }
    }

    final void statement(String owner, Runnable statement) {
        int start = tokens.position();
        try {
            if (!tokens.accept(";")) {
                statement.run();
            }
        } catch (MetadataException e) {
            tokens.skipStatement(start);
            file.breaks(owner, e);
        }
    }

    /** {@code option a.(b) = c;}, from the name on. One that cannot be read is none. */
    final void option(List<OptionText> options) {
        add(options, false);
        tokens.expect(";");
    }

    /** {@code [a = b, c = d]}, if there is such a thing. */
    final List<OptionText> bracketed() {
        List<OptionText> options = new ArrayList<>();
        if (tokens.accept("[")) {
            do {
                add(options, true);
            } while (tokens.accept(","));
            tokens.expect("]");
        }
        return options;
    }

    private void add(List<OptionText> options, boolean bracketed) {
        String place = tokens.place();
        int start = tokens.position();
        List<Part> name;
        try {
            name = name();
            tokens.expect("=");
        } catch (MetadataException unreadable) {
            tokens.value(bracketed, start);
            return;
        }
        if (name.size() > ProtoText.MAX_PARTS) {
            throw tokens.problem("a name of more than " + ProtoText.MAX_PARTS + " parts");
        }
        options.add(new OptionText(place, name, tokens.value(bracketed, tokens.position())));
    }

    private List<Part> name() {
        List<Part> parts = new ArrayList<>();
        do {
            if (tokens.accept("(")) {
                parts.add(new Part(tokens.name(), true));
                tokens.expect(")");
            } else {
                parts.add(new Part(tokens.word(), false));
            }
        } while (tokens.accept("."));
        return parts;
    }
}
