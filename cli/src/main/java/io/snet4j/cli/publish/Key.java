package io.snet4j.cli.publish;

import java.util.List;

/**
 * A name in {@code snet.yaml}, and where its value goes in the platform's file.
 *
 * @param target names in the platform's file with points between; empty if it goes nowhere there
 * @param meaning for people
 * @param below of objects
 */
record Key(String name, Kind kind, String target, String meaning, List<Key> below) {
    /** What may stand there. */
    enum Kind {
        TEXT,
        WHOLE_NUMBER,
        /** {@code 0.01 FET}, or cogs. */
        PRICE,
        /** Prices by {@code package.Service/method}. */
        PRICES,
        TEXTS,
        /** Names below, as in this table. */
        OBJECT,
        OBJECTS,
        /** As the platform's file has it. */
        JSON,
        /** Further fields of the platform's file. */
        FIELDS
    }

    static Key text(String name, String target, String meaning) {
        return new Key(name, Kind.TEXT, target, meaning, List.of());
    }

    static Key of(Kind kind, String name, String target, String meaning) {
        return new Key(name, kind, target, meaning, List.of());
    }

    static Key object(String name, String meaning, List<Key> below) {
        return new Key(name, Kind.OBJECT, "", meaning, below);
    }

    static Key objects(String name, String target, String meaning, List<Key> below) {
        return new Key(name, Kind.OBJECTS, target, meaning, below);
    }
}
