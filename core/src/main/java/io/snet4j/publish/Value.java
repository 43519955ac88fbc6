package io.snet4j.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.value.Address;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One value of a file, and where it stands. Whoever asks for something that it is not gets nothing, and the findings
 * get a problem; so one pass over a file finds all.
 */
final class Value {
    private static final int MAX_EXCERPT = 100;

    private final JsonNode json;
    private final String path;
    private final Findings findings;

    Value(JsonNode json, String path, Findings findings) {
        this.json = json;
        this.path = path;
        this.findings = findings;
    }

    Value at(String name) {
        JsonNode child = json.isObject() ? json.path(name) : MissingNode.getInstance();
        return new Value(child, path.isEmpty() ? name : path + "." + name, findings);
    }

    /** The same value, whose problems go elsewhere. */
    Value into(Findings others) {
        return new Value(json, path, others);
    }

    boolean isThere() {
        return !json.isMissingNode() && !json.isNull();
    }

    /** A problem if it is not there. */
    Value required() {
        if (!isThere()) {
            findings.problem(path, "is missing");
        }
        return this;
    }

    JsonNode json() {
        return json;
    }

    /** Of the field, without the path to it. */
    String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    void problem(String expected) {
        findings.problem(path, isThere() ? "is " + excerpt() + "; " + expected : expected);
    }

    void warning(String message) {
        findings.warning(path, message);
    }

    private String excerpt() {
        return ForeignText.of(json.toString(), MAX_EXCERPT);
    }

    boolean isObject() {
        if (isThere() && !json.isObject()) {
            problem("expected an object");
        }
        return json.isObject();
    }

    /** Its elements, of whatever kind; none where it is not there. */
    List<Value> elements() {
        List<Value> elements = new ArrayList<>();
        if (isThere() && !json.isArray()) {
            problem("expected a list");
        } else {
            for (int i = 0; i < json.size(); i++) {
                elements.add(new Value(json.get(i), path + "[" + i + "]", findings));
            }
        }
        return elements;
    }

    /** As {@link #elements}, at least one. */
    List<Value> some() {
        if (isThere() && json.isArray() && json.isEmpty()) {
            problem("expected at least one element");
        }
        return elements();
    }

    /** Those of {@link #elements} that are objects. */
    List<Value> objects() {
        return objectsOf(elements());
    }

    /** Those of {@link #some} that are objects. */
    List<Value> someObjects() {
        return objectsOf(some());
    }

    private static List<Value> objectsOf(List<Value> elements) {
        return elements.stream().filter(Value::isObjectThere).toList();
    }

    private boolean isObjectThere() {
        return required().isThere() && isObject();
    }

    /** Fields of an object, whatever their names. */
    List<Value> fields() {
        List<Value> fields = new ArrayList<>();
        if (isObject()) {
            json.fieldNames().forEachRemaining(name -> fields.add(at(name)));
        }
        return fields;
    }

    /** A text of at most so many characters. */
    Optional<String> text(int most) {
        if (!isThere()) {
            return Optional.empty();
        }
        if (!json.isTextual()) {
            problem("expected a text");
            return Optional.empty();
        }
        String text = json.textValue();
        if (text.length() > most) {
            findings.problem(path, "has " + text.length() + " characters, expected at most " + most);
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** As {@link #text}, on one line and not blank. */
    Optional<String> name(int most) {
        Optional<String> text = text(most);
        if (text.isPresent() && text.get().isBlank()) {
            problem("expected a text that is not empty");
            return Optional.empty();
        }
        if (text.isPresent() && text.get().chars().anyMatch(Character::isISOControl)) {
            problem("expected one line without control characters");
            return Optional.empty();
        }
        text.flatMap(TextRules::turned).ifPresent(this::warning);
        return text;
    }

    /** @param rule throws {@link IllegalArgumentException} that says what is expected */
    Optional<String> checked(int most, Consumer<String> rule) {
        Optional<String> text = text(most);
        try {
            text.ifPresent(rule);
            return text;
        } catch (IllegalArgumentException e) {
            problem(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    void oneOf(List<String> known) {
        if (isThere() && !(json.isTextual() && known.contains(json.textValue()))) {
            problem("expected one of " + String.join(", ", known));
        }
    }

    /** A whole number, written without quotes, point or exponent, as the daemon reads it. */
    Optional<BigInteger> whole(BigInteger least, BigInteger most) {
        if (!isThere()) {
            return Optional.empty();
        }
        if (!json.isIntegralNumber()) {
            problem("expected a whole number without quotes, point or exponent");
            return Optional.empty();
        }
        BigInteger number = json.bigIntegerValue();
        if (number.compareTo(least) < 0 || number.compareTo(most) > 0) {
            problem("expected a number from " + least + " to " + most);
            return Optional.empty();
        }
        return Optional.of(number);
    }

    void bool() {
        if (isThere() && !json.isBoolean()) {
            problem("expected true or false");
        }
    }

    /** Somebody's: not zero, and with a checksum that is right if it has one. */
    Optional<Address> address() {
        Optional<String> text = text(MAX_EXCERPT);
        try {
            if (text.isPresent() && !text.get().startsWith("0x")) {
                throw new IllegalArgumentException("no 0x");
            }
            Optional<Address> address = text.map(Address::parse);
            if (address.filter(Address.ZERO::equals).isPresent()) {
                problem("nobody has this address");
                return Optional.empty();
            }
            return address;
        } catch (IllegalArgumentException e) {
            problem("expected 0x and 40 hexadecimal digits, in one case or with the right checksum");
            return Optional.empty();
        }
    }
}
