package io.snet4j.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.internal.text.ForeignText;
import java.util.List;
import java.util.function.Consumer;

/** A file's JSON with what was found in it. Immutable: what goes in and out is copied. */
final class FileDocument {
    private final String what;
    private final ObjectNode json;
    private final Findings findings;

    private FileDocument(String what, ObjectNode json, Consumer<Value> rules) {
        this.what = what;
        this.json = json;
        this.findings = new Findings();
        TextRules.check(json, "", findings);
        rules.accept(new Value(json, "", findings));
    }

    /** Read again, since a number that was put in is not equal to the same one that was read. */
    static FileDocument of(String what, ObjectNode json, Consumer<Value> rules) {
        return new FileDocument(what, (ObjectNode) FileJson.value(json.toString()), rules);
    }

    static FileDocument parse(String what, String text, Consumer<Value> rules) {
        return new FileDocument(what, FileJson.parse(what, text), rules);
    }

    ObjectNode json() {
        return json.deepCopy();
    }

    String compact() {
        return json.toString();
    }

    String text(String field) {
        return json.path(field).isTextual() ? json.path(field).textValue() : "";
    }

    List<FileProblem> problems() {
        return findings.problems();
    }

    List<FileProblem> warnings() {
        return findings.warnings();
    }

    void requireValid() {
        if (!problems().isEmpty()) {
            throw new InvalidFileException(what, problems());
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileDocument that && json.equals(that.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    @Override
    public String toString() {
        return ForeignText.of(json.toString());
    }
}
